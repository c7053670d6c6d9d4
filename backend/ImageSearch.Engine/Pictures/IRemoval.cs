namespace ImageSearch.Engine.Pictures;

/// <summary>Removes pictures with all that belongs to them: rows, vectors in every space, thumbnails, and originals that no picture needs any more.</summary>
internal interface IRemoval
{
    /// <summary>Removes the selected pictures. They are gone, also after a crash, when the call returns; files may follow a little later.</summary>
    /// <param name="removed">Told as soon as they are gone.</param>
    Task<BulkResult> RemoveAsync(ImageSelection selection, Func<Task> removed, CancellationToken cancellationToken);
}
