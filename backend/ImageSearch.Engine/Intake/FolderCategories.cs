using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>Where the categories of a folder's pictures come from.</summary>
public enum FolderCategories
{
    None,

    /// <summary>The name of the picture's folder; pictures directly in the top folder get no category.</summary>
    Folder,

    /// <summary>The category in the file name, see <see cref="NameCategory"/>.</summary>
    Prefix,
}
