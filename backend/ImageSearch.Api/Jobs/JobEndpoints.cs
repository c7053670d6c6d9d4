using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageSearch.Api.Jobs;

/// <summary>Jobs: what runs, what ran, and how it went.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/v1/jobs").WithTags("Jobs");
        jobs.MapGet("/", List).WithName("listJobs").WithSummary("Jobs, newest first")
            .WithDescription("Those that run or wait, and those that ended, with their outcome.").ProducesProblems(400);
        jobs.MapGet("/{id:long}", Get).WithName("getJob").WithSummary("One job")
            .WithDescription("Its state and progress, and its result once it is completed.").ProducesProblems(404);
        jobs.MapDelete("/{id:long}", Cancel).WithName("cancelJob").WithSummary("Cancel a job")
            .WithDescription("The answer is the job as it is afterwards: one that had ended stays as it was.").ProducesProblems(404);
        jobs.MapGet("/{id:long}/failures", Failures).WithName("listJobFailures").WithSummary("What failed in a job")
            .WithDescription("The name of each unit that failed, and why.").ProducesProblems(400, 404);
        jobs.MapJobEvents();
    }

    private static async Task<Ok<ListContract<JobContract>>> List(
        ImageLibrary library,
        TimeProvider clock,
        [Description("Most items of a page.")] [Range(1, Paging.MaxLimit)] [DefaultValue(Paging.DefaultLimit)] int? limit,
        [Description("nextCursor of the page before.")] string? cursor,
        CancellationToken cancellationToken)
    {
        var most = limit ?? Paging.DefaultLimit;
        var (items, total) = await library.Jobs.ListAsync(most, Number(cursor), cancellationToken);
        return TypedResults.Ok(new ListContract<JobContract>(
            items.Select(job => job.ToContract(clock.GetUtcNow())).ToList(),
            items.Count == most && items[^1].Id > 1 ? items[^1].Id.ToString() : null,
            total));
    }

    private static async Task<Ok<JobContract>> Get(ImageLibrary library, TimeProvider clock, long id, CancellationToken cancellationToken) =>
        TypedResults.Ok((await library.Jobs.GetAsync(id, cancellationToken)).ToContract(clock.GetUtcNow()));

    private static async Task<Ok<JobContract>> Cancel(ImageLibrary library, TimeProvider clock, long id, CancellationToken cancellationToken) =>
        TypedResults.Ok((await library.Jobs.CancelAsync(id, cancellationToken)).ToContract(clock.GetUtcNow()));

    private static async Task<Ok<ListContract<JobFailureContract>>> Failures(
        ImageLibrary library,
        long id,
        [Description("Most items of a page.")] [Range(1, Paging.MaxLimit)] [DefaultValue(Paging.DefaultLimit)] int? limit,
        [Description("nextCursor of the page before.")] string? cursor,
        CancellationToken cancellationToken)
    {
        _ = await library.Jobs.GetAsync(id, cancellationToken);
        var offset = (int)(Number(cursor) ?? 0);
        var (items, total) = await library.Jobs.FailuresAsync(id, limit ?? Paging.DefaultLimit, offset, cancellationToken);
        var next = offset + items.Count;
        return TypedResults.Ok(new ListContract<JobFailureContract>(
            items.Select(failure => failure.ToContract()).ToList(), next < total ? next.ToString() : null, total));
    }

    private static long? Number(string? cursor) => string.IsNullOrEmpty(cursor)
        ? null
        : int.TryParse(cursor, out var number) && number >= 0 ? number : throw ImagePageRequest.ForeignCursor();
}
