using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;

namespace ImageSearch.Api.Events;

/// <summary>One stream for a page: the progress of embedding and every change of a job.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(
        this IEndpointRouteBuilder app) =>
            app.MapGet("/api/v1/events", (HttpContext context, ImageLibrary library, ServerSentEvents events, TimeProvider clock) =>
            events.WriteAsync(context, ending => Follow(library, clock, ending)))
        .WithTags("Index").WithName("followEvents").WithSummary("Progress of embedding and of jobs, as server-sent events")
        .WithDescription("Events: index {indexed, pending, failed, ratePerSecond, etaSeconds}; job (a job). The present state comes first.")
        .ProducesEventStream();

    private static async IAsyncEnumerable<ServerSentEvent> Follow(
        ImageLibrary library, TimeProvider clock, [EnumeratorCancellation] CancellationToken ending)
    {
        // Listening begins before the present state is read, so that no change is missed in between.
        using var index = library.IndexProgress.Listen(ending);
        using var jobs = library.Jobs.Changes.Listen(ending);
        yield return new ServerSentEvent("index", (await library.IndexStatusAsync(ending)).Progress);
        foreach (var job in await library.Jobs.UnfinishedAsync(ending))
            yield return new ServerSentEvent("job", job.ToContract(clock.GetUtcNow()));

        var merged = Channel.CreateBounded<ServerSentEvent>(1);
        var pumps = Task.WhenAll(
            PumpAsync(index, progress => new ServerSentEvent("index", progress), merged.Writer, ending),
            PumpAsync(jobs, job => new ServerSentEvent("job", job.ToContract(clock.GetUtcNow())), merged.Writer, ending));
        _ = pumps.ContinueWith(
            _ => merged.Writer.TryComplete(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        await foreach (var item in merged.Reader.ReadAllAsync(ending))
            yield return item;
    }

    private static async Task PumpAsync<T>(
        IAsyncEnumerable<T> source, Func<T, ServerSentEvent> convert, ChannelWriter<ServerSentEvent> target, CancellationToken ending)
    {
        await foreach (var item in source.WithCancellation(ending))
            await target.WriteAsync(convert(item), ending);
    }
}
