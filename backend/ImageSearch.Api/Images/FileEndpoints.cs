using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Images;

/// <summary>Originals and thumbnails. An id is never reused and an original never changes, so both may be cached forever.</summary>
internal static class FileEndpoints
{
    private const string Immutable = "private, max-age=31536000, immutable";
    private const int DefaultSize = 200;
    private static readonly string[] MimeTypes = Enum.GetValues<ImageFormat>().Select(format => format.MimeType()).ToArray();

    public static void MapFiles(this RouteGroupBuilder images)
    {
        images.MapGet("/{id:long}/content", Content)
            .WithName("getImageContent").WithSummary("The original, byte for byte")
            .WithDescription("The bytes as they were uploaded, with an ETag, ranges, and a year's permission to keep them.")
            .ProducesFile(MimeTypes).ProducesRanges(MimeTypes).ProducesProblems(404);
        images.MapGet("/{id:long}/thumbnail", Thumbnail)
            .WithName("getImageThumbnail").WithSummary("A small version, upright")
            .WithDescription("WebP where Accept names it, else JPEG; never enlarged. With an ETag and a year's permission to keep it.")
            .ProducesFile("image/webp", "image/jpeg").ProducesProblems(400, 404, 422);
    }

    private static async Task<IResult> Content(HttpContext context, ImageLibrary library, long id, CancellationToken cancellationToken)
    {
        var image = await library.Images.Catalog.GetAsync(id, cancellationToken);
        var original = await library.Images.OpenOriginalAsync(image, cancellationToken);
        context.Response.RegisterForDispose(original);
        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(image.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = Immutable;
        return new PictureFile(image, TypedResults.PhysicalFile(
            original.Path, image.Format.MimeType(), lastModified: image
                .AddedAt, entityTag: new EntityTagHeaderValue($"\"{image.Sha256}\""), enableRangeProcessing: true));
    }

    private static async Task<IResult> Thumbnail(
        HttpContext context,
        ImageLibrary library,
        long id,
        [Description("It fits inside size x size pixels.")] [AllowedValues(100, 200, 400, 800)] [DefaultValue(DefaultSize)] int? size,
        CancellationToken cancellationToken)
    {
        var pixels = size ?? DefaultSize;
        var image = await library.Images.Catalog.GetAsync(id, cancellationToken);
        var format = AcceptsWebP(context.Request) ? ThumbnailFormat.WebP : ThumbnailFormat.Jpeg;
        var thumbnail = await library.Images.OpenThumbnailAsync(image, pixels, format, cancellationToken);
        context.Response.RegisterForDispose(thumbnail);
        context.Response.Headers.CacheControl = Immutable;
        context.Response.Headers.Vary = HeaderNames.Accept;
        var mime = format == ThumbnailFormat.WebP ? "image/webp" : "image/jpeg";
        return new PictureFile(image, TypedResults.PhysicalFile(
            thumbnail.Path, mime, entityTag: new EntityTagHeaderValue($"\"{image.Sha256}-{pixels}-{mime[6..]}\"")));
    }

    private static bool AcceptsWebP(HttpRequest request) =>
        request.GetTypedHeaders().Accept
            .Any(type => type.MediaType.Equals("image/webp", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
