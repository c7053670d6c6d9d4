using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ImageSearch.Cli.Contracts;

namespace ImageSearch.Cli.Libraries;

/// <summary>
/// Sends requests to a server and reads the answers. The server is not trusted: anything other than the expected JSON is refused.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    // Far larger than the largest answer, a page of 500 pictures with 100 tags each.
    private const int MaxAnswer = 64 << 20;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Uri _address;

    public ServerConnection(Uri address)
    {
        _address = address;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectWithin,
            UseProxy = !address.IsLoopback,
            UseCookies = false,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"),
            // An upload may take any time; Ctrl-C ends a request that hangs.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        // Makes the server refuse an upload that is too large before it is sent.
        _http.DefaultRequestHeaders.ExpectContinue = true;
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    public Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Post, path, JsonContent.Create(body, options: Json.Requests), cancellationToken);

    /// <param name="orRefusal">Whether a refusal may contain the answer too.</param>
    /// <exception cref="CliException">There is no answer, a refusal, or an answer that this program does not understand.</exception>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, bool orRefusal = false)
    {
        var (status, text) = await ReadAsync(method, path, content, cancellationToken);
        if (status is >= 200 and < 300 || (orRefusal && Parse<T>(text) is not null))
            return Parse<T>(text) ?? throw NotImageSearch($"its answer to {method} /{path} is not the JSON expected");
        throw Refusal(status, Parse<Problem>(text));
    }

    /// <summary>Sends a request whose answer is empty.</summary>
    /// <exception cref="CliException">There is no answer, a refusal, or an answer that this program does not understand.</exception>
    public async Task SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var (status, text) = await ReadAsync(method, path, null, cancellationToken);
        if (status is not (>= 200 and < 300))
            throw Refusal(status, Parse<Problem>(text));
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, string Text)> ReadAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await _http.SendAsync(request, cancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            throw new CliException(
                ExitCode.NotReady,
                $"No server answers at {_address} ({Innermost(exception).Message}). Start one with ./run up, or give its address with --server URL.");
        }
    }

    private CliException Refusal(int status, Problem? problem)
    {
        if (problem is null)
            return NotImageSearch($"it answers {status}");
        var exitCode = status switch
        {
            400 => ExitCode.Misuse,
            403 or 409 or 421 or 429 or >= 500 => ExitCode.NotReady,
            _ => ExitCode.PartlyFailed,
        };
        return new CliException(exitCode, problem.Detail);
    }

    private CliException NotImageSearch(string reason) =>
        new(ExitCode.NotReady, $"The server at {_address} is not an ImageSearch server of this version: {reason}. Check the address.");

    private static T? Parse<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json.Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
