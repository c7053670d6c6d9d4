using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Events;

/// <summary>One event of a stream (WHATWG HTML, "Server-sent events").</summary>
/// <param name="Name">The event's name; null for one without.</param>
/// <param name="Data">Written as one line of JSON.</param>
internal readonly record struct ServerSentEvent(string? Name, object Data);

/// <summary>
/// Writes event streams: growing ids, a comment every 15 seconds so that a dead connection is noticed on both sides, and an end when the
/// service stops.
/// </summary>
internal sealed class ServerSentEvents(IOptions<JsonOptions> json, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] Comment = ": still here\n\n"u8.ToArray();

    /// <param name="events">Called with a token that ends when the client goes or the service stops.</param>
    public async Task WriteAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<ServerSentEvent>> events)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await context.Response.Body.FlushAsync(ending.Token);
            await WriteAllAsync(context.Response, events(ending.Token), ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client went, or the service stops: either way the stream is over.
        }
    }

    private async Task WriteAllAsync(HttpResponse response, IAsyncEnumerable<ServerSentEvent> events, CancellationTokenSource ending)
    {
        await using var enumerator = events.GetAsyncEnumerator(ending.Token);
        var next = Task.FromResult(false);
        try
        {
            for (long id = 1; ; id++)
            {
                next = enumerator.MoveNextAsync().AsTask();
                while (await Task.WhenAny(next, Task.Delay(Heartbeat, clock, ending.Token)) != next)
                {
                    ending.Token.ThrowIfCancellationRequested();
                    await response.Body.WriteAsync(Comment, ending.Token);
                    await response.Body.FlushAsync(ending.Token);
                }

                if (!await next)
                    return;
                await response.Body.WriteAsync(Format(id, enumerator.Current), ending.Token);
                await response.Body.FlushAsync(ending.Token);
            }
        }
        finally
        {
            // An enumerator must not be disposed of while it moves.
            await ending.CancelAsync();
            await Task.WhenAny(next);
        }
    }

    private byte[] Format(long id, ServerSentEvent item)
    {
        var data = JsonSerializer.Serialize(item.Data, item.Data.GetType(), json.Value.SerializerOptions);
        var name = item.Name is null ? "" : $"event: {item.Name}\n";
        return Encoding.UTF8.GetBytes($"id: {id}\n{name}data: {data}\n\n");
    }
}
