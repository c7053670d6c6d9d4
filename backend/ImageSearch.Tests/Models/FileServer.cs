using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageSearch.Tests.Models;

/// <summary>A web server that sends exactly the bytes of a test, on a free port of this machine. It records every request.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<Exchange, Task> _answer;
    private readonly Task _accepting;

    public FileServer(Func<Exchange, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public List<string> Requests { get; } = [];

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>A port without a listener.</summary>
    public static string Nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (!_closing.IsCancellationRequested)
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // the listener was stopped, before or while it waited
        }

        await Task.WhenAll(connections);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (Requests)
                    Requests.Add(request);
                await _answer(new Exchange(request, stream, _closing.Token));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // the client disconnected, or the test is over
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _closing.Token) == 1)
            text.Append((char)one[0]);
        return text.ToString();
    }

    /// <summary>One request and the means to answer it.</summary>
    internal sealed record Exchange(string Request, NetworkStream Stream, CancellationToken Closing)
    {
        public string Path => Request.Split(' ')[1];

        /// <summary>The start of a requested range; null if the whole file is requested.</summary>
        public int? From => Request.Split("Range: bytes=") is [_, var range] ? int.Parse(range.Split('-')[0]) : null;

        public Task HeadAsync(string status, params string[] headers) =>
            Stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}Connection: close\r\n\r\n"),
                Closing).AsTask();

        public Task BodyAsync(byte[] bytes) => Stream.WriteAsync(bytes, Closing).AsTask();

        /// <summary>Answers like a correct server, including ranges.</summary>
        public async Task FileAsync(byte[] file, params string[] headers)
        {
            var from = From ?? 0;
            if (From is null)
            {
                await HeadAsync("200 OK", [$"Content-Length: {file.Length}", .. headers]);
            }
            else
            {
                await HeadAsync(
                    "206 Partial Content",
                    [$"Content-Length: {file.Length - from}", $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}", .. headers]);
            }

            await BodyAsync(file[from..]);
        }

        /// <summary>Sends nothing more until the test is over.</summary>
        public Task StallAsync() => Task.Delay(Timeout.Infinite, Closing);
    }
}
