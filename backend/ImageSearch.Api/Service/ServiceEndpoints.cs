using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Telemetry;
using ImageSearch.Engine;
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
        service.MapGet(
            "/health/ready",
            (ImageLibrary library) => TypedResults.Ok(new ReadinessContract("ready", library.Embedder.Model.Id, library.Embedder.Space.Id)))
            .WithName("getReadiness").WithSummary("Model and index are loaded")
            .WithDescription("Answered only once the model and the index are loaded, which is before the service listens.");
        service.MapMetrics();
        app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
    }

    private static async Task<Ok<StatsContract>> Stats(ImageLibrary library, CancellationToken cancellationToken) =>
        TypedResults.Ok(await library.ToStatsAsync(ServiceVersion.Current, cancellationToken));
}

/// <param name="Status">live.</param>
public sealed record HealthContract(string Status);

/// <param name="Status">ready.</param>
public sealed record ReadinessContract(string Status, string Model, string Space);
