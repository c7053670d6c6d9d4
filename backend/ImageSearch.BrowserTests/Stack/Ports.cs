using System.Net;
using System.Net.Sockets;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>Ports of the loopback address.</summary>
internal static class Ports
{
    /// <summary>Two different ports that were free a moment ago.</summary>
    public static (int Page, int Api) FreePair()
    {
        // Both are held at the same time, because the second could otherwise be the first one again.
        using var page = Listen();
        using var api = Listen();
        return (NumberOf(page), NumberOf(api));
    }

    public static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    public static int NumberOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    public static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
