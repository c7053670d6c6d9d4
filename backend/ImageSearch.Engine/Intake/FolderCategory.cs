using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>Derives categories from the folders or names of files.</summary>
internal static class FolderCategory
{
    /// <summary>The cleaned category of a file; null if it has none.</summary>
    /// <param name="path">A path inside <paramref name="folder"/>, the folder that is being added.</param>
    /// <exception cref="LibraryException">The folder's name is not a valid category.</exception>
    public static string? Of(string path, string folder, FolderCategories categories) => categories switch
    {
        FolderCategories.Folder => Path.GetDirectoryName(path) is { } parent && parent != folder ? Label.Clean(Path.GetFileName(parent)) : null,
        FolderCategories.Prefix => NameCategory.Of(ImageName.Clean(Path.GetFileName(path))),
        _ => null,
    };
}
