using ImageSearch.Api.Errors;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ImageSearch.Api.Indexing;

/// <summary>The index and its rebuilding.</summary>
internal static class IndexEndpoints
{
    public static void MapIndex(this IEndpointRouteBuilder app)
    {
        var index = app.MapGroup("/api/v1/index").WithTags("Index");
        index.MapGet("/", async (ImageLibrary library, CancellationToken cancellationToken) =>
                TypedResults.Ok((await library.IndexStatusAsync(cancellationToken)).ToContract()))
            .WithName("getIndex").WithSummary("The state of the index")
            .WithDescription("What searches use now: model, device, index, and how many pictures are in it.");
        index.MapPost("/jobs", Start).WithName("startIndexJob").WithSummary("Embed what is missing, or everything again, or change the type of index")
            .WithDescription("The job ends when nothing waits any more. Searches go on with the old vectors meanwhile. "
                + "Another type of index is built beside the present one, by a job of the kind space; with too few pictures to train it, "
                    + "the answer is 409.")
            .ProducesProblems(400, 409);
    }

    private static async Task<Accepted<JobContract>> Start(
        ImageLibrary library, [FromBody] IndexJobContract request, TimeProvider clock, CancellationToken cancellationToken)
    {
        var mode = request.Mode ?? throw new BadParameterException("'mode' is missing: say missing, all or type.");
        var job = await library.StartIndexJobAsync(mode, cancellationToken);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", job.ToContract(clock.GetUtcNow()));
    }
}
