using ImageSearch.Api.Jobs;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ImageSearch.Api.Models;

/// <summary>Models: which there are, fetching, checking, using and deleting them.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/api/v1/models").WithTags("Models");
        models.MapGet("/", List).WithName("listModels").WithSummary("The models that can be had")
            .WithDescription("Those of models.json, the active one, and which one is worth an offer.");
        models.MapPost("/{id}/pull", Pull).WithName("pullModel").WithSummary("Fetch a model's file")
            .WithDescription("The job fetches the file from the first source that gives it, and goes on where an earlier one was interrupted.")
            .ProducesProblems(404, 409);
        models.MapPost("/{id}/verify", Verify).WithName("verifyModel").WithSummary("Check a model's file")
            .WithDescription("Its file is read again and its checksum compared.").ProducesProblems(404, 409);
        models.MapPost("/{id}/use", Use).WithName("useModel").WithSummary("Move the library to a model")
            .WithDescription(
                "The job fetches the file where it is missing, embeds the library beside the index that answers until then, and switches.")
            .ProducesProblems(400, 404, 409);
        models.MapDelete("/{id}", Delete).WithName("deleteModel").WithSummary("Delete a model's file that was fetched")
            .WithDescription("Refused while a space needs it.").ProducesProblems(404, 409);
    }

    private static async Task<Ok<ModelListContract>> List(ImageLibrary library, CancellationToken cancellationToken)
    {
        var models = await library.Models.ListAsync(cancellationToken);
        var status = await library.IndexStatusAsync(cancellationToken);
        return TypedResults.Ok(new ModelListContract(
            [.. models.Select(model => model.ToContract())],
            status.Model.Id,
            await library.Models.OfferAsync(status.Model, status.ModelProblem is not null, models, cancellationToken),
            (await library.Models.FetchingAsync(models, cancellationToken))?.ToContract()));
    }

    private static async Task<Accepted<JobContract>> Pull(ImageLibrary library, TimeProvider clock, string id, CancellationToken cancellationToken) =>
        Accepted(await library.Models.PullAsync(id, cancellationToken), clock);

    private static async Task<Ok<ModelVerificationContract>> Verify(ImageLibrary library, string id, CancellationToken cancellationToken) =>
        TypedResults.Ok((await library.Models.VerifyAsync(id, cancellationToken)).ToContract());

    private static async Task<Accepted<JobContract>> Use(
        ImageLibrary library, TimeProvider clock, string id, [FromBody] UseModelContract? request, CancellationToken cancellationToken) =>
        Accepted(await library.Models.UseAsync(id, request?.KeepOld ?? false, cancellationToken), clock);

    private static async Task<NoContent> Delete(ImageLibrary library, string id, CancellationToken cancellationToken)
    {
        await library.Models.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Accepted<JobContract> Accepted(JobRecord job, TimeProvider clock) =>
        TypedResults.Accepted($"/api/v1/jobs/{job.Id}", job.ToContract(clock.GetUtcNow()));
}
