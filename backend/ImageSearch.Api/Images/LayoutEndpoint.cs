using System.ComponentModel;
using System.IO.Compression;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Images;

/// <summary>The ids and shapes of all pictures in order, from which a page computes its layout before it loads any picture.</summary>
internal static class LayoutEndpoint
{
    private const string Json = "application/json; charset=utf-8";

    public static void MapLayout(this RouteGroupBuilder images) => images.MapGet("/layout", Layout)
        .WithName("layoutImages").WithSummary("Ids and aspect ratios of a whole list")
        .WithDescription("Carries an ETag: asked with If-None-Match, the answer is 304 while nothing has changed.")
        .Produces<LayoutContract>().Produces(StatusCodes.Status304NotModified).ProducesProblems(400);

    private static async Task<IResult> Layout(
        HttpContext context,
        ImageLibrary library,
        LayoutAnswers answers,
        [AsParameters] ImageFilterParameters filter,
        [Description("What to sort by.")] [DefaultValue(ImageSort.Added)] ImageSort? sort,
        [Description("Which way.")] [DefaultValue(ListOrder.Asc)] ListOrder? order,
        CancellationToken cancellationToken)
    {
        var pictures = library.Images.Catalog;
        var answer = await answers.ForAsync(
            context.Request.QueryString.Value ?? "",
            pictures,
            () => pictures.LayoutAsync(filter.ToFilter(), sort ?? ImageSort.Added, order == ListOrder.Desc, cancellationToken),
            cancellationToken);

        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!AcceptsGzip(context.Request))
            return TypedResults.Stream(new GZipStream(new MemoryStream(answer.Gzipped), CompressionMode.Decompress), Json, entityTag: answer.Tag);
        headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(answer.Gzipped, Json, entityTag: answer.Tag);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding
            .Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
}
