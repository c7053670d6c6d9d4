using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

/// <summary>The queue of each space: claims, outcomes, and what is queued again.</summary>
public class EmbeddingsContract(ProviderKind kind) : ContractFixture(kind)
{
    private static readonly TimeSpan LongerThanAClaim = TimeSpan.FromDays(1);

    private IEmbeddings Embeddings => Provider.Embeddings;

    [Test]
    public async Task ClaimAsync_Waiting_GivesTheOldestFirstAndEachOnce()
    {
        var ids = await AddManyAsync(5);

        Assert.That(await ClaimAsync(2), Is.EqualTo(ids[..2]));
        Assert.That(await ClaimAsync(10), Is.EqualTo(ids[2..]));
        Assert.That(await ClaimAsync(10), Is.Empty);
        Assert.That(await ClaimAsync(10, suspects: true), Is.Empty, "their claims have not ended");
    }

    [Test]
    public async Task ClaimAsync_ByManyAtOnce_GivesEachToOne()
    {
        var ids = await AddManyAsync(30);

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ClaimAsync(5))));

        Assert.That(claims.SelectMany(claim => claim), Is.EquivalentTo(ids));
    }

    [Test]
    public async Task ClaimAsync_ClaimEnded_GivesItAsASuspect()
    {
        var ids = await AddManyAsync(2);
        await ClaimAsync(2);

        Clock.Advance(LongerThanAClaim);

        Assert.That(await ClaimAsync(2), Is.Empty);
        Assert.That(await ClaimAsync(1, suspects: true), Is.EqualTo(ids[..1]));
        Clock.Advance(LongerThanAClaim);
        Assert.That(await ClaimAsync(2, suspects: true), Is.EqualTo(new[] { ids[1], ids[0] }), "the least often tried first");
    }

    [Test]
    public async Task ReleaseAsync_Claimed_IsUntried()
    {
        var ids = await AddManyAsync(2);
        await ClaimAsync(2);

        await Embeddings.ReleaseAsync(Index.Id, [ids[1]], None);

        Assert.That(await ClaimAsync(2), Is.EqualTo(new[] { ids[1] }));
    }

    [Test]
    public async Task CommitAsync_Outcomes_EndTheWaiting()
    {
        var ids = await AddManyAsync(3);
        await ClaimAsync(2);

        await EmbedAsync(ids[0]);
        await FailAsync(ids[1]);
        Clock.Advance(LongerThanAClaim);

        Assert.That(await ClaimAsync(3, suspects: true), Is.Empty);
        Assert.That(await Embeddings.QueueAsync(None), Is.EqualTo((1L, ids[2])));
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(1, 1, 1)));
    }

    [Test]
    public async Task CommitAsync_DeletedMeanwhile_IsLeftOut()
    {
        var ids = await AddManyAsync(3);
        await RemoveAsync(ids[0], ids[1]);

        await EmbedAsync(ids[0], ids[2]);
        await FailAsync(ids[1]);

        Assert.That(Index.Count, Is.EqualTo(1));
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(1, 0, 0)));
        Assert.That(await Embeddings.FailuresAsync(null, DateTimeOffset.UnixEpoch, None), Is.Empty);
    }

    [Test]
    public async Task JoinAsync_InFlightAloneAtTwoEnds_GivesItUpAndNoOther()
    {
        var ids = await AddManyAsync(3);
        await ClaimAsync(3);
        Clock.Advance(LongerThanAClaim);
        await ClaimAsync(1, suspects: true);
        Clock.Advance(LongerThanAClaim);
        await Index.JoinAsync(None);
        Assert.That((await FindAsync(ids[0])).Status, Is.EqualTo(ImageStatus.Pending), "once alone may have been chance");
        await Embeddings.ReleaseAsync(Index.Id, await ClaimAsync(2, suspects: true), None);
        Assert.That(await ClaimAsync(3, suspects: true), Does.Contain(ids[0]));
        Clock.Advance(LongerThanAClaim);

        await Index.JoinAsync(None);

        var statuses = (await Pictures.FindManyAsync(ids, None)).Select(image => image.Status);
        Assert.That(statuses, Is.EqualTo(new[] { ImageStatus.Failed, ImageStatus.Pending, ImageStatus.Pending }));
        Assert.That((await FindAsync(ids[0])).Problem, Is.Not.Empty);
    }

    [Test]
    public async Task JoinAsync_ClaimNotEnded_IsNotGivenUp()
    {
        var ids = await AddManyAsync(1);
        await ClaimAsync(1);
        for (var end = 0; end < 2; end++)
        {
            Clock.Advance(LongerThanAClaim);
            await ClaimAsync(1, suspects: true);
        }

        await Index.JoinAsync(None);

        Assert.That((await FindAsync(ids[0])).Status, Is.EqualTo(ImageStatus.Pending), "another process may be at it");
    }

    [Test]
    public async Task FailuresAsync_SinceAnInstant_GivesLaterOnes()
    {
        var ids = await AddManyAsync(3);
        await FailAsync(ids[0], "early");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await FailAsync(ids[1], "late");
        await FailAsync(ids[2], "mended");
        await Pictures.RetryAsync(Only(ids[2]), None);

        Assert.That(await Embeddings.FailuresAsync(null, Clock.GetUtcNow(), None), Is.EqualTo(new[] { ("1.png", "late") }));
        Assert.That(
            (await Embeddings.FailuresAsync(Index.Id, DateTimeOffset.UnixEpoch, None)).Select(failure => failure.Problem),
            Is.EquivalentTo(new[] { "early", "late" }));
        Assert.That(await Embeddings.FailuresAsync("another", DateTimeOffset.UnixEpoch, None), Is.Empty);
    }

    [Test]
    public async Task QueueAllAsync_Embedded_StaySearchableAndWait()
    {
        var ids = await AddManyAsync(3);
        await EmbedAsync(ids[0]);
        await FailAsync(ids[1]);

        Assert.That(await Embeddings.QueueAllAsync(None), Is.EqualTo((3, ids[2])));

        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(1, 2, 0)));
        Assert.That(await Index.FindAsync(ids[0], None), Is.Not.Null);
        Assert.That(await Embeddings.QueuedThroughAsync(ids[1], None), Is.EqualTo(2));
        Assert.That(await ClaimAsync(5), Is.EqualTo(ids));
    }

    [Test]
    public async Task DequeueEmbeddedAsync_AfterQueueAll_LeavesWhatHasNoVectorOrIsClaimed()
    {
        var ids = await AddManyAsync(4);
        await EmbedAsync(ids[..3]);
        await Embeddings.QueueAllAsync(None);
        await ClaimAsync(1);

        Assert.That(await Embeddings.DequeueEmbeddedAsync(None), Is.EqualTo(2));

        Assert.That(await ClaimAsync(5), Is.EqualTo(new[] { ids[3] }));
        Assert.That(await Embeddings.QueueAsync(None), Is.EqualTo((2L, ids[3])));
    }

    [Test]
    public async Task QueueMissingAsync_NewSpace_QueuesWhatTheLibrarysOwnHas()
    {
        var ids = await AddManyAsync(4);
        await EmbedAsync(ids[..2]);
        await FailAsync(ids[2]);
        var second = await CreateIndexAsync(SecondSpace);
        await second.LoadAsync(null, None);
        await second.JoinAsync(None);

        Assert.That(await Embeddings.QueueMissingAsync(second.Id, None), Is.EqualTo(2));

        Assert.That((await Embeddings.ClaimAsync(second.Id, 5, suspects: false, None)).Select(image => image.Id), Is.EqualTo(ids[..2]));
        await EmbedAsync(second, ids[0]);
        await second.CommitAsync([], [new FailedEmbedding(ids[1], "broken")], None);
        Assert.That(await Embeddings.QueueMissingAsync(second.Id, None), Is.Zero, "what failed was tried");
        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(2, 1, 1)), "another space's outcomes do not show");
    }

    [Test]
    public async Task HasPicturesAsync_OnlyFailedOnes_IsFalse()
    {
        Assert.That(await Embeddings.HasPicturesAsync(Index.Id, None), Is.False);
        var image = await AddAsync("a.png");
        Assert.That(await Embeddings.HasPicturesAsync(Index.Id, None), Is.True);
        await FailAsync(image.Id);
        Assert.That(await Embeddings.HasPicturesAsync(Index.Id, None), Is.False);
        Assert.That(await Embeddings.HasPicturesAsync("another", None), Is.True, "it may be tried there");
    }

    [Test]
    public async Task ClaimAsync_Reopened_WhatWasInFlightIsSuspect()
    {
        var ids = await AddManyAsync(3);
        await EmbedAsync(ids[0]);
        await ClaimAsync(1);

        await ReopenAsync();
        Clock.Advance(LongerThanAClaim);

        Assert.That(await ClaimAsync(5), Is.EqualTo(new[] { ids[2] }));
        Assert.That(await ClaimAsync(5, suspects: true), Is.EqualTo(new[] { ids[1] }));
        Assert.That((await FindAsync(ids[0])).Status, Is.EqualTo(ImageStatus.Indexed));
    }

    private async Task<long[]> ClaimAsync(int count, bool suspects = false) =>
        (await Embeddings.ClaimAsync(Index.Id, count, suspects, None)).Select(image => image.Id).ToArray();
}
