using ImageSearch.Api.Images;
using ImageSearch.Api.Indexing;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Telemetry;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageSearch.Api.Service;

/// <summary>Information about the service itself.</summary>
internal static class ServiceEndpoints
{
    public static void MapService(this IEndpointRouteBuilder app)
    {
        var service = app.MapGroup("").WithTags("Service");
        service.MapGet("/api/v1/stats", Stats).WithName("getStats").WithSummary("The library in figures")
            .WithDescription("Counts, sizes, categories and tags, and the state of the index.");
        service.MapGet("/health/live", () => TypedResults.Ok(new HealthContract("live")))
            .WithName("getLiveness").WithSummary("The process answers")
            .WithDescription("Nothing else is looked at: an answer means that the process lives.");
        service.MapGet("/health/ready", (ImageLibrary library) => TypedResults.Ok(new ReadinessContract("ready", library.Embedder.Model.Id, library.Embedder.Space.Id)))
            .WithName("getReadiness").WithSummary("Model and index are loaded")
            .WithDescription("Answered only once the model and the index are loaded, which is before the service listens.");
        service.MapMetrics();
        app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
    }

    private static async Task<Ok<StatsContract>> Stats(ImageLibrary library, CancellationToken cancellationToken)
    {
        var pictures = library.Images.Catalog;
        var counts = await pictures.CountsAsync(cancellationToken);
        return TypedResults.Ok(new StatsContract(
            counts.Total, counts.Indexed, counts.Pending, counts.Failed, await pictures.StoredBytesAsync(cancellationToken),
            await pictures.CategoriesAsync(cancellationToken), await pictures.TagsAsync(cancellationToken),
            IndexContract.From(await library.IndexStatusAsync(cancellationToken)), ServiceVersion.Current));
    }
}

/// <param name="Status">live.</param>
public sealed record HealthContract(string Status);

/// <param name="Status">ready.</param>
public sealed record ReadinessContract(string Status, string Model, string Space);

/// <summary>The library in figures.</summary>
/// <param name="Images">All pictures.</param>
/// <param name="StoredBytes">Of all originals, each content counted once.</param>
public sealed record StatsContract(
    long Images,
    long Indexed,
    long Pending,
    long Failed,
    long StoredBytes,
    IReadOnlyList<NameCount> Categories,
    IReadOnlyList<NameCount> Tags,
    IndexContract Index,
    string Version);
