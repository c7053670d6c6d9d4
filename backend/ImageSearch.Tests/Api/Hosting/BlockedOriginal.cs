using System.Diagnostics;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// A library's only PNG, replaced by a pipe that nothing is written into: what reads it waits, so that whatever must read every picture stays in the
/// middle of its way. Only a process can be made to wait so, since nothing but its end takes the waiting away.
/// </summary>
internal sealed class BlockedOriginal
{
    private readonly string _original;
    private readonly string _aside;

    private BlockedOriginal(string original, string aside) => (_original, _aside) = (original, aside);

    /// <param name="folder">Where the picture is kept meanwhile; on the file system of <paramref name="data"/>.</param>
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

    /// <summary>Puts the picture back, for those that open it from now on.</summary>
    public void Release() => File.Move(_aside, _original, overwrite: true);
}
