using System.Runtime.CompilerServices;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Events;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Api.Jobs;

/// <summary>The stream of one job: progress, then one of completed, failed or cancelled.</summary>
internal static class JobEvents
{
    public static void MapJobEvents(this RouteGroupBuilder jobs) => jobs.MapGet("/{id:long}/events", async (
            HttpContext context, ImageLibrary library, ServerSentEvents events, TimeProvider clock, long id) =>
        {
            _ = await library.Jobs.GetAsync(id, context.RequestAborted);
            await events.WriteAsync(context, ending => Follow(library, id, clock, ending));
        })
        .WithName("followJob").WithSummary("A job's progress as server-sent events")
        .WithDescription("Events: progress {progress, current, total, unit, ratePerSecond, etaSeconds}, "
                + "then one of completed {count, failed, result}, failed (a problem), cancelled.")
        .ProducesEventStream().ProducesProblems(404);

    private static async IAsyncEnumerable<ServerSentEvent> Follow(
        ImageLibrary library, long id, TimeProvider clock, [EnumeratorCancellation] CancellationToken ending)
    {
        using var changes = library.Jobs.Changes.Listen(ending);
        var job = await library.Jobs.GetAsync(id, ending);
        if (!job.Ended)
        {
            yield return Progress(job, clock);
            await foreach (var change in changes)
            {
                if (change.Id != id)
                    continue;
                job = change;
                if (job.Ended)
                    break;
                yield return Progress(job, clock);
            }
        }

        // The service stops and the job continues after the restart, so no final event is sent.
        if (job.Ended)
            yield return End(job);
    }

    private static ServerSentEvent Progress(JobRecord job, TimeProvider clock)
    {
        var contract = job.ToContract(clock.GetUtcNow());
        return new ServerSentEvent(
            "progress", new JobProgressContract(
                contract.Progress,
                contract.Current,
                contract.Total,
                contract.Unit,
                contract.RatePerSecond,
                contract.EtaSeconds));
    }

    private static ServerSentEvent End(JobRecord job) => job.State switch
    {
        JobState.Completed => new ServerSentEvent("completed", JobCompletedContract.From(job)),
        JobState.Failed => new ServerSentEvent(
            "failed",
            new Problem("urn:imagesearch:job-failed", "Job failed", 500, job.Problem ?? "The log says why.")),
        _ => new ServerSentEvent("cancelled", new { }),
    };
}
