using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Events;

/// <summary>One event of a stream (WHATWG HTML, "Server-sent events").</summary>
/// <param name="Name">The event's name; null for an event with data only, as older clients expect it.</param>
/// <param name="Data">Written as one line of JSON.</param>
internal readonly record struct ServerSentEvent(string? Name, object Data);

/// <summary>
/// Writes event streams: increasing ids, a comment every 15 seconds so that both sides notice a dead connection, and an end when the
/// service stops.
/// </summary>
internal sealed class ServerSentEvents(IOptions<JsonOptions> json, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] Comment = ": still here\n\n"u8.ToArray();

    /// <param name="events">Called with a token that is cancelled when the client disconnects or the service stops.</param>
    public async Task WriteAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<ServerSentEvent>> events)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await context.Response.Body.FlushAsync(ending.Token);
            await WriteAllAsync(context.Response, events, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has disconnected or the service stops; in both cases the stream ends.
        }
    }

    private async Task WriteAllAsync(
        HttpResponse response, Func<CancellationToken, IAsyncEnumerable<ServerSentEvent>> events, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var enumerator = events(leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = Task.FromResult(false);
        try
        {
            for (long id = 1; ; id++)
            {
                next = enumerator.MoveNextAsync().AsTask();
                while (!await EndsWithinAsync(next, cancellationToken))
                    await SendAsync(response, Comment, cancellationToken);
                if (!await next)
                    return;
                await SendAsync(response, Format(id, enumerator.Current), cancellationToken);
            }
        }
        finally
        {
            // An iterator must not be disposed while it moves to the next event, and it owns its listener.
            await leaving.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await enumerator.DisposeAsync();
        }
    }

    /// <summary>Whether <paramref name="next"/> ends, in whatever way, before a keep-alive comment is due.</summary>
    private async Task<bool> EndsWithinAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(Heartbeat, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return next.IsCompleted;
        }
    }

    private static async Task SendAsync(HttpResponse response, byte[] text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private byte[] Format(long id, ServerSentEvent item)
    {
        var data = JsonSerializer.Serialize(item.Data, item.Data.GetType(), json.Value.SerializerOptions);
        return Encoding.UTF8.GetBytes(item.Name is null ? $"data: {data}\n\n" : $"id: {id}\nevent: {item.Name}\ndata: {data}\n\n");
    }
}
