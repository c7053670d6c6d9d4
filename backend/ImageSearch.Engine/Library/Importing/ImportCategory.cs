namespace ImageSearch.Engine.Library.Importing;

/// <summary>Categories from where files lie or how they are called.</summary>
internal static class ImportCategory
{
    /// <summary>The category of a file, cleaned; null for none.</summary>
    /// <param name="path">Under <paramref name="folder"/>, the imported one.</param>
    /// <exception cref="InvalidLabelException">The folder's name is no possible category.</exception>
    public static string? Of(string path, string folder, ImportCategories categories) => categories switch
    {
        ImportCategories.Folder => Path.GetDirectoryName(path) is { } parent && parent != folder ? Label.Clean(Path.GetFileName(parent)) : null,
        ImportCategories.Prefix => NameCategory.Of(ImageName.Clean(Path.GetFileName(path))),
        _ => null,
    };
}
