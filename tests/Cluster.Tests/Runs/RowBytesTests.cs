using NasPipelines.Cluster.Runs;
using NasPipelines.Scoring;

namespace NasPipelines.Cluster.Tests.Runs;

[Parallelizable]
public sealed class RowBytesTests
{
    [Test]
    public void Read_OfARow_IsTheRowToTheBit()
    {
        ScoreRow row = new([1.0 / 3, ScoreValue.Missing("why – not"), double.MaxValue, double.Epsilon], [0.1, 2, 3, 4]) { Failed = true };

        var read = RowBytes.Read(RowBytes.Of(row), 4);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Failed, Is.True);
            Assert.That(read.Values, Is.EqualTo(row.Values));
            Assert.That(read.Seconds, Is.EqualTo(row.Seconds));
            Assert.That(RowBytes.IsFailure(RowBytes.Of(row)), Is.True);
            Assert.That(RowBytes.IsFailure(RowBytes.Of(new([1.0]))), Is.False);
        }
    }

    [Test]
    public void Read_OfWhatIsNoRow_IsRefused()
    {
        var bytes = RowBytes.Of(new ScoreRow([1.0, 2.0]));

        Assert.That(() => RowBytes.Read(bytes, 3), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("A row of 3 scores"));
        Assert.That(() => RowBytes.Read([.. bytes, 0], 2), Throws.InstanceOf<InvalidDataException>());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.That(() => RowBytes.Read(bytes[..length], 2), Throws.InstanceOf<InvalidDataException>());
        }
    }
}
