using System.Text.RegularExpressions;

namespace ImageSearch.Engine.Library.Importing;

/// <summary>Categories from where files lie or how they are called.</summary>
internal static partial class ImportCategory
{
    /// <summary>The category of a file, cleaned; null for none.</summary>
    /// <param name="path">Under <paramref name="folder"/>, the imported one.</param>
    /// <exception cref="InvalidLabelException">The name is no possible category.</exception>
    public static string? Of(string path, string folder, ImportCategories categories) => Label.Clean(categories switch
    {
        ImportCategories.Folder => Path.GetDirectoryName(path) is { } parent && parent != folder ? Path.GetFileName(parent) : null,
        ImportCategories.Prefix => Numbered().Match(Path.GetFileNameWithoutExtension(path)) is { Success: true } match ? match.Groups[1].Value : null,
        _ => null,
    });

    [GeneratedRegex("^(.+)[_-][0-9]+$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
