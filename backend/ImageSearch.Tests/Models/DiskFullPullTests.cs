using System.Diagnostics;
using ImageSearch.Engine;

namespace ImageSearch.Tests.Models;

/// <summary>A disk that is really full: a small file system in memory, which only root can mount.</summary>
public class DiskFullPullTests : ModelStoreFixture
{
    [Test]
    public async Task PullAsync_NoRoomForTheFile_SaysSoAndGivesTheRoomBack()
    {
        var store = StoreOf(exchange => exchange.FileAsync(Content));
        Directory.CreateDirectory(Downloads);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", Downloads) != 0)
            Assert.Ignore("Only root may mount the small file system that this test fills.");
        try
        {
            Assert.That(() => PullAsync(store), Throws.TypeOf<StorageFullException>());
            Assert.That(Directory.GetFiles(Downloads), Is.Empty);
        }
        finally
        {
            await RunAsync("umount", "--lazy", Downloads);
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
