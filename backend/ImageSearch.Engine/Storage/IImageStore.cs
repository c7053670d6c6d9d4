namespace ImageSearch.Engine.Storage;

/// <summary>
/// Where originals are kept, addressed by content. A file is durable only after <see cref="Flush"/>; the catalogue names it after that.
/// Extensions carry their dot (".jpg"). The callers hold the library's gate: nothing is placed while something is removed.
/// </summary>
public interface IImageStore
{
    /// <summary>The path at which an original lies, whether or not it exists.</summary>
    string PathOf(string sha256, string extension);

    /// <summary>Moves a complete temporary file into place, over a leftover of the same content.</summary>
    void Place(string temporaryPath, string sha256, string extension);

    /// <summary>Makes everything placed so far durable, names included.</summary>
    void Flush();

    /// <summary>Removes an original; one that is not there is no error.</summary>
    void Remove(string sha256, string extension);

    /// <summary>Every original that is there, in no order.</summary>
    IEnumerable<(string Sha256, string Extension)> Enumerate();
}
