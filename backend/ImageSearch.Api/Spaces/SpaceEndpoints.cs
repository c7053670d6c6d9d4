using System.ComponentModel;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageSearch.Api.Spaces;

/// <summary>The embedding spaces: the active one, one being built beside it, and those that are kept.</summary>
internal static class SpaceEndpoints
{
    public static void MapSpaces(this IEndpointRouteBuilder app)
    {
        var spaces = app.MapGroup("/api/v1/spaces").WithTags("Index");
        spaces.MapGet("/", async (ImageLibrary library, CancellationToken cancellationToken) => TypedResults.Ok(
                new ItemsContract<SpaceContract>((await library.Spaces.ListAsync(cancellationToken)).Select(SpaceContract.From).ToList())))
            .WithName("listSpaces").WithSummary("The embedding spaces, the active one first")
            .WithDescription("Each is a model and the vectors that it made. One that is being built or kept takes space on disk.");
        spaces.MapDelete("/{id}", Delete).WithName("deleteSpace").WithSummary("Delete a kept space")
            .WithDescription("Its vectors go; the pictures stay. The active space cannot be deleted.").ProducesProblems(404, 409);
        spaces.MapPost("/{id}/activate", Activate)
            .WithName("activateSpace").WithSummary("Make a kept space active again")
            .WithDescription("It catches up with what it lacks while the active one answers; then searches switch to it.")
            .ProducesProblems(400, 404, 409);
    }

    private static async Task<NoContent> Delete(ImageLibrary library, string id, CancellationToken cancellationToken)
    {
        await library.Spaces.RemoveAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted<JobContract>> Activate(
        ImageLibrary library,
        TimeProvider clock,
        string id,
        [Description("Whether the space that is active until then is kept in its turn; true by default.")] bool? keepOld,
        CancellationToken cancellationToken)
    {
        var job = await library.Spaces.ActivateAsync(id, keepOld ?? true, cancellationToken);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", job.ToContract(clock.GetUtcNow()));
    }
}
