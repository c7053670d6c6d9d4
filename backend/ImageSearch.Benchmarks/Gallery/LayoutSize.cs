using System.Net.Http.Headers;

namespace ImageSearch.Benchmarks.Gallery;

/// <summary>The first request of the wall: ids and shapes of all pictures.</summary>
/// <param name="Gzipped">Bytes on the wire.</param>
/// <param name="First">Time from the request to the last byte, for the first request after the service's start.</param>
/// <param name="Again">The same for the next request.</param>
internal sealed record LayoutSize(long Gzipped, TimeSpan First, TimeSpan Again)
{
    public static async Task<LayoutSize> MeasureAsync(Uri page, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = page };
        var (bytes, first) = await AskAsync(client, cancellationToken);
        var (_, again) = await AskAsync(client, cancellationToken);
        return new LayoutSize(bytes, first, again);
    }

    private static async Task<(long Bytes, TimeSpan Duration)> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, "api/v1/images/layout?sort=added&order=desc");
        question.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var start = TimeProvider.System.GetTimestamp();
        using var answer = await client.SendAsync(question, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return (bytes.Length, TimeProvider.System.GetElapsedTime(start));
    }
}
