using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ImageSearch.Api.Images;

/// <summary>
/// The catalogue as one file. It is written while it is read, so the use of memory does not depend on the size of the library.
/// </summary>
internal static class ExportEndpoint
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";

    public static void MapExport(this RouteGroupBuilder images) => images.MapGet("/export", Export)
        .WithName("exportImages").WithSummary("The catalogue, or what passes a filter, as CSV or JSON")
            .WithDescription("Written while it is read, in the order that is asked for, however large the library is.")
        .ProducesDownload(Csv, Json).ProducesProblems(400);

    private static PushStreamHttpResult Export(
        ImageLibrary library,
        IOptions<JsonOptions> json,
        [AsParameters] ImageFilterParameters filter,
        [Description("csv, or json: an array of pictures.")] [DefaultValue(ExportFormat.Csv)] ExportFormat? format,
        [Description("What to sort by.")] [DefaultValue(ImageSort.Added)] ImageSort? sort,
        [Description("Which way.")] [DefaultValue(ListOrder.Asc)] ListOrder? order,
        CancellationToken cancellationToken)
    {
        var images = Pages(library.Images.Catalog, filter.ToFilter(), sort ?? ImageSort.Added, order == ListOrder.Desc, cancellationToken);
        return format == ExportFormat.Json
            ? TypedResults.Stream(
                stream => JsonSerializer.SerializeAsync(
                    stream,
                    images.Select(image => image.ToContract()),
                    json.Value.SerializerOptions,
                    cancellationToken),
                Json,
                "images.json")
            : TypedResults.Stream(stream => ImageCsv.WriteAsync(stream, images, cancellationToken), $"{Csv}; charset=utf-8", "images.csv");
    }

    private static async IAsyncEnumerable<ImageRecord> Pages(
        IPictureReads pictures, ImageFilter filter, ImageSort sort, bool descending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await pictures.ListAsync(new ImagePageRequest(filter, sort, descending, Paging.MaxLimit, cursor), cancellationToken);
            foreach (var image in page.Items)
                yield return image;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}

/// <summary>The file format of an exported catalogue.</summary>
public enum ExportFormat
{
    Csv,
    Json,
}
