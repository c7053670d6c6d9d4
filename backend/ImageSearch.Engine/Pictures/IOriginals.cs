using ImageSearch.Engine.Files;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Pictures;

/// <summary>The files that pictures are read from.</summary>
internal interface IOriginals
{
    /// <summary>The picture's own file, or else one that it refers to.</summary>
    /// <returns>A file of this machine; the caller disposes the lease.</returns>
    /// <exception cref="OriginalMissingException">There is no file, or it is no longer the one that was imported.</exception>
    Task<LocalFile> OpenAsync(ImageRecord image, CancellationToken cancellationToken);
}

/// <summary>Thumbnails, made when they are first asked for.</summary>
internal interface IThumbnails
{
    /// <summary>The thumbnail, which is made first if necessary.</summary>
    /// <param name="size">In pixels: the thumbnail fits inside size x size.</param>
    /// <returns>A file of this machine; the caller disposes the lease.</returns>
    /// <exception cref="RejectedImageException">The original cannot be decoded.</exception>
    /// <exception cref="OriginalMissingException">The original is gone.</exception>
    Task<LocalFile> OpenAsync(ImageRecord image, int size, ThumbnailFormat format, CancellationToken cancellationToken);
}
