namespace ImageSearch.Api.Importing;

/// <summary>A folder on the server from which pictures may be imported, with all folders under it.</summary>
/// <param name="Available">Whether the folder exists now.</param>
public sealed record ImportRootContract(string Path, bool Available);

/// <summary>A folder in a folder.</summary>
/// <param name="Path">Absolute, without links: to be imported, or looked into.</param>
public sealed record FolderContract(string Name, string Path);
