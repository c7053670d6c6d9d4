using System.Net;
using System.Net.Http.Headers;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Models;

/// <summary>Requests a file of known length from one address, starting at the end of a partial file, and appends what arrives.</summary>
internal sealed class ModelSource(HttpMessageInvoker http, TimeSpan stall, TimeProvider clock)
{
    private const int MostRedirects = 5;
    private const int Piece = 1 << 16;

    /// <summary>Fetches the missing bytes.</summary>
    /// <exception cref="SourceFailure">The source did not deliver them.</exception>
    public Task FetchAsync(
        string source,
        PartialFile partial,
        long length,
        Action<long> progress,
        CancellationToken cancellationToken) => ExplainAsync(
        async () =>
        {
            using var response = await AskAsync(new Uri(source), partial, source, cancellationToken).ConfigureAwait(false);
            CheckRange(response, partial, length);
            CheckContent(response, length - partial.Length);
            partial.SetTag(source, response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null);
            await ReadAsync(response, partial, length, progress, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Requests the whole file and reads none of it.</summary>
    /// <exception cref="SourceFailure">The source would not deliver it.</exception>
    public Task ProbeAsync(string source, long length, CancellationToken cancellationToken) => ExplainAsync(
        async () =>
        {
            using var response = await AskAsync(new Uri(source), null, source, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw Answered(response);
            CheckContent(response, length);
        },
        cancellationToken);

    private static async Task ExplainAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception
            .HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError)
        {
            throw new SourceFailure($"cannot be reached ({exception.Message.TrimEnd('.')})", SourceFailure.Cure.NextHost);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new SourceFailure($"offers no secure connection ({exception.Message.TrimEnd('.')})", SourceFailure.Cure.NextHost);
        }
        catch (HttpRequestException exception)
        {
            throw new SourceFailure($"broke off ({exception.Message.TrimEnd('.')})", SourceFailure.Cure.Resume);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested && exception.InnerException is TimeoutException)
        {
            throw new SourceFailure("cannot be reached (it did not accept the connection in time)", SourceFailure.Cure.NextHost);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri source, PartialFile? partial, string name, CancellationToken cancellationToken)
    {
        var address = source;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await InTimeAsync(
                stopping => http.SendAsync(Request(address, partial, name), stopping),
                "does not answer",
                cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return response;
            response.Dispose();
            var target = response.Headers.Location is { } location ? new Uri(address, location) : throw new SourceFailure("redirects to nowhere");
            if (!SourceAddress.IsAllowed(target, source))
                throw new SourceFailure($"redirects to {target.GetLeftPart(UriPartial.Authority)}, which is not trusted: only https is");
            address = target;
        }

        throw new SourceFailure($"redirects more than {MostRedirects} times");
    }

    private static HttpRequestMessage Request(Uri address, PartialFile? partial, string source)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ImageSearch", "1"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (partial is null || partial.Length == 0)
            return request;
        request.Headers.Range = new RangeHeaderValue(partial.Length, null);
        if (partial.TagOf(source) is { } tag)
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        return request;
    }

    private static void CheckRange(HttpResponseMessage response, PartialFile partial, long length)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                partial.Restart();
                break;
            case HttpStatusCode.PartialContent when partial.Length > 0 && response.Content.Headers.ContentRange is { From: { } from } range
                && from == partial.Length && (range.Length ?? length) == length:
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                throw new SourceFailure("cannot continue where the file was interrupted", SourceFailure.Cure.FromTheStart);
            default:
                throw Answered(response);
        }
    }

    private static void CheckContent(HttpResponseMessage response, long missing)
    {
        var content = response.Content.Headers;
        if (content.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            throw new SourceFailure("answers a web page instead of the file");
        if (content.ContentEncoding.Count > 0)
            throw new SourceFailure($"answers the file packed as {string.Join(", ", content.ContentEncoding)}");
        if (content.ContentLength is { } announced && announced != missing)
            throw new SourceFailure($"announces {announced:N0} bytes instead of {missing:N0}");
    }

    private static SourceFailure Answered(HttpResponseMessage response) =>
        new($"answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());

    private async Task ReadAsync(
        HttpResponseMessage response,
        PartialFile partial,
        long length,
        Action<long> progress,
        CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[Piece];
        while (partial.Length < length)
        {
            var wanted = (int)Math.Min(Piece, length - partial.Length);
            var count = await PieceAsync(stream, buffer, wanted, cancellationToken).ConfigureAwait(false);
            await partial.AppendAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress(partial.Length);
            if (count < wanted)
                throw new SourceFailure($"broke off after {partial.Length:N0} of {length:N0} bytes", SourceFailure.Cure.Resume);
        }

        if (await PieceAsync(stream, buffer, 1, cancellationToken).ConfigureAwait(false) > 0)
        {
            partial.Restart();
            throw new SourceFailure($"sends more than the {length:N0} bytes of the file");
        }
    }

    // returns whatever arrived before the connection broke, so that a later attempt can continue there
    private async Task<int> PieceAsync(Stream stream, byte[] buffer, int wanted, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            await InTimeAsync(
                async stopping =>
                {
                    for (int read; count < wanted
                        && (read = await stream.ReadAsync(buffer.AsMemory(count, wanted - count), stopping).ConfigureAwait(false)) > 0;)
                    {
                        count += read;
                    }

                    return count;
                },
                "stalls",
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SourceFailure or IOException or HttpRequestException && count > 0)
        {
            return count;
        }
        catch (IOException exception)
        {
            throw new SourceFailure($"broke off ({exception.Message.TrimEnd('.')})", SourceFailure.Cure.Resume);
        }

        return count;
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, string otherwise, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(stall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailure($"{otherwise} for {stall.TotalSeconds:0.#} s", SourceFailure.Cure.Resume);
        }
    }
}
