using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageSearch.Api.Images;

/// <summary>Answers with a file of a picture. The picture may be deleted, or its file may disappear, before it is sent.</summary>
internal sealed class PictureFile(ImageRecord image, PhysicalFileHttpResult file) : IResult
{
    /// <exception cref="OriginalMissingException">The file does not exist.</exception>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await file.ExecuteAsync(httpContext);
        }
        catch (IOException) when (!File.Exists(file.FileName))
        {
            throw new OriginalMissingException(image);
        }
    }
}
