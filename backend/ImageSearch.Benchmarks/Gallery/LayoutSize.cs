using System.Net.Http.Headers;

namespace ImageSearch.Benchmarks.Gallery;

/// <summary>What the wall asks for first: ids and shapes of all pictures.</summary>
/// <param name="Gzipped">Bytes on the wire.</param>
/// <param name="Duration">From the question to the last byte.</param>
internal sealed record LayoutSize(long Gzipped, TimeSpan Duration)
{
    public static async Task<LayoutSize> MeasureAsync(Uri page, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = page };
        using var question = new HttpRequestMessage(HttpMethod.Get, "api/v1/images/layout?sort=added&order=desc");
        question.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var start = TimeProvider.System.GetTimestamp();
        using var answer = await client.SendAsync(question, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return new LayoutSize(bytes.Length, TimeProvider.System.GetElapsedTime(start));
    }
}
