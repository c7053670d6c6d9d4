namespace ImageSearch.Engine.Library;

/// <summary>Derives categories from the folders or names of files.</summary>
internal static class FolderCategory
{
    /// <summary>The category of a file, cleaned; null for none.</summary>
    /// <param name="path">Under <paramref name="folder"/>, the one that is taken in.</param>
    /// <exception cref="LibraryException">The folder's name is no possible category.</exception>
    public static string? Of(string path, string folder, FolderCategories categories) => categories switch
    {
        FolderCategories.Folder => Path.GetDirectoryName(path) is { } parent && parent != folder ? Label.Clean(Path.GetFileName(parent)) : null,
        FolderCategories.Prefix => NameCategory.Of(ImageName.Clean(Path.GetFileName(path))),
        _ => null,
    };
}
