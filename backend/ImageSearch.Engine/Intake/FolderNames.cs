using System.Collections.Frozen;

namespace ImageSearch.Engine.Intake;

/// <summary>The names that are skipped in folders: hidden ones, and those of system folders and photo tools.</summary>
internal static class FolderNames
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "@eaDir", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "lost+found", "__MACOSX", "Thumbs.db", "desktop.ini");

    public static bool IsSkipped(ReadOnlySpan<char> name) =>
        name.StartsWith('.') || Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
