using System.Reflection;
using ImageSearch.Api.Errors;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Api.Errors;

public class ProblemMappingTests
{
    [Test]
    public void ToProblem_AnyKind_IsAnsweredUnderItsCodeWithItsOwnMessage([Values] LibraryErrorKind kind)
    {
        var problem = new LibraryException(kind, "Do this.", "some-code") { Limit = 2, Actual = 3, Percent = 33.333 }.ToProblem();

        Assert.That((problem.Type, problem.Title, problem.Detail), Is.EqualTo(("urn:imagesearch:some-code", "Some code", "Do this.")));
        Assert.That((problem.Limit, problem.Actual, problem.Percent), Is.EqualTo((2, 3, 33.3)));
        Assert.That(problem.Status, Is.InRange(400, 599).And.Not.EqualTo(500));
    }

    [TestCase(LibraryErrorKind.Invalid, 400, "bad-parameter", "Bad parameter")]
    [TestCase(LibraryErrorKind.NotFound, 404, "not-found", "Not found")]
    public void ToProblem_KindWithoutACode_HasTheKindsOwn(LibraryErrorKind kind, int status, string code, string title)
    {
        var problem = new LibraryException(kind, "").ToProblem();

        Assert.That((problem.Status, problem.Type, problem.Title), Is.EqualTo((status, $"urn:imagesearch:{code}", title)));
    }

    [TestCase(RejectionReason.Empty, 422, "empty-file", "Empty file")]
    [TestCase(RejectionReason.Unreadable, 422, "unreadable-image", "Unreadable image")]
    [TestCase(RejectionReason.Unsupported, 415, "unsupported-image", "Unsupported image")]
    [TestCase(RejectionReason.TooManyBytes, 413, "file-too-large", "File too large")]
    [TestCase(RejectionReason.TooManyPixels, 413, "too-many-pixels", "Too many pixels")]
    [TestCase(RejectionReason.TooManyFrames, 413, "too-many-frames", "Too many frames")]
    public void ToProblem_Rejection_SaysWhatItExceeds(RejectionReason reason, int status, string code, string title)
    {
        var problem = new RejectedImageException(new Rejection(reason, "Send another.", 1, 2)).ToProblem();

        Assert.That((problem.Status, problem.Type, problem.Title), Is.EqualTo((status, $"urn:imagesearch:{code}", title)));
        Assert.That((problem.Detail, problem.Limit, problem.Actual), Is.EqualTo(("Send another.", 1, 2)));
    }

    [Test]
    public void ToProblem_MissingAssembly_IsAFaultOfTheService()
    {
        var missing = Assert.Throws<FileNotFoundException>(() => Assembly.Load("ImageSearch.NoSuchAssembly"))!;

        Assert.That(missing.ToProblem().Status, Is.EqualTo(500));
        Assert.That(new DirectoryNotFoundException("x").ToProblem(), Has.Property("Status").EqualTo(500).And.Property("Detail").Not.Contains("x "));
    }
}
