using System.Text.Json.Nodes;

namespace ImageSearch.Tests.Api.Events;

/// <summary>One event as a browser would deliver it.</summary>
internal sealed record ReceivedEvent(long? Id, string? Name, JsonNode Data);

/// <summary>Reads an event stream as it arrives; counts the comments between events.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new StreamReader(stream);
    }

    public int Comments { get; private set; }

    public static async Task<EventReader> OpenAsync(HttpClient http, string path, CancellationToken cancellationToken = default)
    {
        var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(response.Headers.CacheControl!.NoStore);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<ReceivedEvent?> NextAsync(CancellationToken cancellationToken = default)
    {
        var fields = new Dictionary<string, string>();
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(':'))
            {
                Comments++;
            }
            else if (line.Length > 0)
            {
                fields.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 2)..]);
            }
            else if (fields.Count > 0)
            {
                return new ReceivedEvent(
                    fields.TryGetValue("id", out var id) ? long.Parse(id) : null,
                    fields.GetValueOrDefault("event"),
                    JsonNode.Parse(fields["data"])!);
            }
        }

        return null;
    }

    /// <summary>All events to the end.</summary>
    public async Task<List<ReceivedEvent>> RestAsync(CancellationToken cancellationToken = default)
    {
        var events = new List<ReceivedEvent>();
        while (await NextAsync(cancellationToken) is { } item)
            events.Add(item);
        return events;
    }

    /// <summary>Waits until a comment has arrived.</summary>
    public async Task CommentAsync(CancellationToken cancellationToken)
    {
        while (Comments == 0 && await _reader.ReadLineAsync(cancellationToken) is { } line)
            Comments += line.StartsWith(':') ? 1 : 0;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
