namespace ImageSearch.Engine.Library;

/// <summary>Where the categories of a folder's pictures come from.</summary>
public enum FolderCategories
{
    None,

    /// <summary>The name of the folder that a picture lies in; those in the top folder itself get none.</summary>
    Folder,

    /// <summary>Its file name, as <see cref="NameCategory"/> reads it.</summary>
    Prefix,
}
