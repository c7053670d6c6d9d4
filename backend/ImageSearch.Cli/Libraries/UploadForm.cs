using System.Globalization;
using System.Net.Http.Headers;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>A form with fields and files of this machine. Disposing closes the files.</summary>
internal sealed class UploadForm : MultipartFormDataContent
{
    /// <exception cref="IOException">The file cannot be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public void File(string part, string path)
    {
        // A pipe or a device has no length either, and reading it might never end.
        Stream source = new FileInfo(path).Length == 0 ? Stream.Null : System.IO.File.OpenRead(path);
        var content = new StreamContent(source);
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = part,
            FileNameStar = ImageName.Clean(Path.GetFileName(path)),
        };
        Add(content);
    }

    public void Field(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Add(new StringContent(value), name);
    }

    public void Scope(SearchScope scope, CropRegion? crop)
    {
        foreach (var (name, value) in FieldsOf(scope, crop))
            Field(name, value);
    }

    public static IEnumerable<(string Name, string? Value)> FieldsOf(SearchScope scope, CropRegion? crop) =>
    [
        ("k", scope.K.ToString(CultureInfo.InvariantCulture)),
        ("threshold", scope.Threshold?.ToString("R", CultureInfo.InvariantCulture) ?? "auto"),
        ("crop", crop?.ToString()),
        .. new FilterText(scope.Filter).Fields(),
    ];
}
