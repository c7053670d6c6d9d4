using System.Diagnostics;

namespace ImageSearch.Tests.Api;

/// <summary>The rules for files at rest, whatever clients sent.</summary>
internal static class Tidiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Known =
        ["catalog.db", "catalog.db-shm", "catalog.db-wal", "images", "lock", "models", "session", "spaces", "thumbnails", "tmp"];


    /// <summary>No file outside the data directory, none unexpected in it, one original for each content, nothing left in tmp.</summary>
    public static async Task AssertAsync(Service service)
    {
        await service.Http.WaitUntilIndexedAsync();
        var expected = await ContentsAsync(service.Http);
        // Aborted requests are still being cleaned up after their clients have disconnected.
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience && Temporary(service.Data).Length > 0;)
            await Task.Delay(20);

        Assert.That(Directory.EnumerateFileSystemEntries(service.Folder).Select(Path.GetFileName), Is.SubsetOf(new[] { "data", "models" }));
        Assert.That(Directory.EnumerateFileSystemEntries(service.Data).Select(Path.GetFileName), Is.SubsetOf(Known));
        Assert.That(Temporary(service.Data), Is.Empty);
        Assert.That(Originals(service.Data), Is.EquivalentTo(expected));
    }

    /// <summary>The SHA-256 of every original on disk, from its place.</summary>
    public static string[] Originals(string data) => Directory.EnumerateFiles(Path.Combine(data, "images"), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path)).ToArray();

    public static string[] Temporary(string data) => Directory.GetFileSystemEntries(Path.Combine(data, "tmp"));

    /// <summary>The SHA-256 of every picture of the library, each once.</summary>
    private static async Task<HashSet<string>> ContentsAsync(HttpClient http)
    {
        var contents = new HashSet<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await http.ReadAsync($"/api/v1/images?limit=500&cursor={cursor}");
            contents.UnionWith(page.Items().Select(image => image.Text("sha256")));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        return contents;
    }
}
