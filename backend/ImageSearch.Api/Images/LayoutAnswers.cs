using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Images;

/// <summary>A layout, ready to be sent.</summary>
/// <param name="Gzipped">JSON of a <see cref="LayoutContract"/>.</param>
/// <param name="Tag">The entity tag, computed from the JSON, so that it stays the same after a restart.</param>
internal sealed record LayoutAnswer(string Stamp, byte[] Gzipped, EntityTagHeaderValue Tag);

/// <summary>
/// Caches the latest layouts for as long as the catalogue does not change. A hundred thousand pictures take tens of milliseconds to read,
/// write and compress, and every visit of the page begins with them.
/// </summary>
internal sealed class LayoutAnswers(IOptions<JsonOptions> json)
{
    private const int Most = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Question, LayoutAnswer Answer)> _latest = new();

    /// <param name="question">Identifies filter and order: requests with the same text get the same layout.</param>
    /// <param name="ask">Reads the layout if it is not cached.</param>
    public async Task<LayoutAnswer> ForAsync(
        string question,
        IPictureReads pictures,
        Func<Task<ImageLayout>> ask,
        CancellationToken cancellationToken)
    {
        // Taken before the layout is read: a change in between makes this answer outdated too early, never too late.
        var stamp = await pictures.StampAsync(cancellationToken);
        if (Find(question) is { } known && known.Stamp == stamp)
            return known;

        var answer = Write(await ask(), stamp);
        Keep(question, answer);
        return answer;
    }

    private LayoutAnswer? Find(string question)
    {
        lock (_lock)
            return _latest.FirstOrDefault(each => each.Question == question).Answer;
    }

    private void Keep(string question, LayoutAnswer answer)
    {
        lock (_lock)
        {
            if (_latest.FirstOrDefault(each => each.Question == question) is { Answer: not null } old)
                _latest.Remove(old);
            _latest.AddFirst((question, answer));
            if (_latest.Count > Most)
                _latest.RemoveLast();
        }
    }

    private LayoutAnswer Write(ImageLayout layout, string stamp)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(
            new LayoutContract(layout.Ids.Count, layout.Ids, layout.Aspects),
            json.Value.SerializerOptions);
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(text);
        // A weak tag, because it is the same for the compressed and the uncompressed form.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 12))}\"", isWeak: true);
        return new LayoutAnswer(stamp, compressed.ToArray(), tag);
    }
}
