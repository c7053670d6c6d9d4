using ImageSearch.Faiss;

namespace ImageSearch.Engine.Local.Indexes;

/// <content>
/// Saving. While the file is written, FAISS's index stays as it was when that began, and no lock is held: what is put meanwhile goes into
/// an index beside it, what is removed is hidden, and every question asks both. Afterwards the changes are moved into it a little at a
/// time, so that no search waits long for that either.
/// </content>
internal sealed partial class FaissVectorIndex
{
    private const int SettledAtOnce = 256;

    // Linking a row into a graph takes milliseconds.
    private const int LinkedAtOnce = 16;

    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(100);

    // A thread of its own: saving waits for the disk, and saves, training and tuning come one after the other.
    private readonly FixedThreads _saver;
    private FaissIndex? _beside;
    private bool _saving;

    public Task<long> SaveAsync(string path, CancellationToken cancellationToken) => _saver.RunAsync(
        () =>
        {
            // The file must not lack what could not be moved after an earlier save.
            Settle();
            var count = Locked(write: true, () =>
            {
                _saving = true;
                return _index.Count - _buried.Count;
            });
            try
            {
                _index.Save(path);
                return count;
            }
            finally
            {
                Locked(write: true, () => _saving = false);
                Settle();
            }
        },
        cancellationToken);

    /// <summary>Changes the index itself when no save is under way.</summary>
    private Task AloneAsync(Func<bool> change, CancellationToken cancellationToken) =>
        _saver.RunAsync(() => Locked(write: true, change), cancellationToken);

    private void PutBeside(long[] ids, float[] data)
    {
        _beside ??= FaissIndex.Create(Dimension, metric: _index.Metric);
        _beside.Remove(ids);
        _beside.Add(ids, data);
        Hide(ids);
    }

    private void Settle()
    {
        // The lock prefers writers: those who wait for it come first.
        while (Locked(write: true, SettleSome))
            SpinWait.SpinUntil(() => _lock.WaitingReadCount == 0, Courtesy);
    }

    /// <returns>Whether there was something to move.</returns>
    private bool SettleSome()
    {
        if (_index.Type.CanRemove && _buried.Count > 0)
        {
            var dead = _buried.Dead.Take(SettledAtOnce).ToArray();
            _index.Remove(dead);
            _buried.Forget(dead);
            return true;
        }

        if (_beside is null)
            return false;
        // From the end, where removing moves no other row.
        var ids = _beside.GetIds().TakeLast(_index.Type.Links > 0 ? LinkedAtOnce : SettledAtOnce).ToArray();
        var data = new float[ids.Length * Dimension];
        for (var i = 0; i < ids.Length; i++)
            _beside.TryReconstruct(ids[i], data.AsSpan(i * Dimension, Dimension));
        PutWithin(ids, data);
        if (_beside.Count > 0)
            return true;
        _beside.Dispose();
        _beside = null;
        return false;
    }
}
