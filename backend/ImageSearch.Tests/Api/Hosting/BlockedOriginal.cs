using System.Diagnostics;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// Replaces a library's only PNG by a pipe that has no writer. Reading it blocks, so an operation that must read every picture stays in the
/// middle. Only the end of a process ends such a wait, so this is for tests with real processes.
/// </summary>
internal sealed class BlockedOriginal
{
    private readonly string _original;
    private readonly string _aside;

    private BlockedOriginal(string original, string aside) => (_original, _aside) = (original, aside);

    /// <param name="folder">The folder where the picture is kept meanwhile; on the file system of <paramref name="data"/>.</param>
    public static async Task<BlockedOriginal> CreateAsync(string data, string folder)
    {
        var original = Directory.GetFiles(Path.Combine(data, "images"), "*.png", SearchOption.AllDirectories).Single();
        var blocked = new BlockedOriginal(original, Path.Combine(folder, "aside.png"));
        File.Move(original, blocked._aside);
        using var process = Process.Start("mkfifo", original);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
        return blocked;
    }

    /// <summary>Puts the picture back for later readers.</summary>
    public void Release() => File.Move(_aside, _original, overwrite: true);
}
