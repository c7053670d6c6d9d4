namespace ImageSearch.BrowserTests.Stack;

/// <summary>The machine's processes, as /proc shows them.</summary>
internal static class Processes
{
    /// <summary>The id of the one process with exactly this argument on its command line.</summary>
    public static int Single(string argument) => Directory
        .EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _) && Arguments(folder).Contains(argument))
        .Select(folder => int.Parse(Path.GetFileName(folder), provider: null))
        .Single();

    private static string[] Arguments(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
        }
        catch (IOException)
        {
            // The process has ended since the folder was listed.
            return [];
        }
    }
}
