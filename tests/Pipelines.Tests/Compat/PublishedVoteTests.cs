using System.Text;
using CsCheck;
using NasPipelines.Compat;

namespace NasPipelines.Tests.Compat;

public sealed class PublishedVoteTests
{
    // The orders of sorted(rows, key=cmp_to_key(vote)) in CPython 3.11 on scores made by the formula below, as hashes of their text. Up to
    // 63 rows every version of CPython sorts alike.
    [TestCase(50, 7, 3945595306617536258UL, 33, 1, 14, 36, 47, 44)]
    [TestCase(63, 1000, 16521773205594968806UL, 18, 31, 53, 42, 44, 40)]
    [TestCase(64, 1000, 13860373997466510569UL, 18, 57, 31, 42, 44, 52)]
    [TestCase(500, 40, 322719761946708423UL, 336, 35, 61, 78, 111, 176)]
    [TestCase(3000, 1_000_000, 18264013962443527981UL, 2888, 2865, 2944, 2951, 2990, 2970)]
    [TestCase(6466, 1_000_000, 4609037772169322048UL, 6459, 6117, 5186, 2021, 3031, 3139)]
    public void Compute_VotesThatGoInCircles_HaveTheOrderOfCPython(int rows, int range, ulong hash, params int[] first)
    {
        var order = Order(PublishedVote.Compute(Experts(rows, range), byPower: true));
        Assert.That(order.Take(first.Length), Is.EqualTo(first));
        Assert.That(Hash(string.Join(',', order)), Is.EqualTo(hash));
    }

    [TestCase(50, 7, 3945595306617536258UL)]
    [TestCase(63, 1000, 16521773205594968806UL)]
    public void Compute_FewRows_IsTheSameInEveryVersion(int rows, int range, ulong hash) =>
        Assert.That(Hash(string.Join(',', Order(PublishedVote.Compute(Experts(rows, range))))), Is.EqualTo(hash));

    [Test]
    public void Compute_ExpertsOfOneMind_IsAStableSort() =>
        Gen.Int[0, 300].Array[1, 700].Sample(scores =>
        {
            double[] expert = [.. scores.Select(s => (double)s)];
            int[] stable = [.. Enumerable.Range(0, expert.Length).OrderByDescending(row => expert[row])];
            Assert.That(Order(PublishedVote.Compute([expert, expert, expert])), Is.EqualTo(stable));
        }, iter: 200);

    [Test]
    public void Compute_MissingScore_IsRefused() =>
        Assert.That(
            () => PublishedVote.Compute([[1, 2], [1, double.NaN]]),
            Throws.ArgumentException.With.Message.Contains("Expert 1").And.Message.Contains("row 1"));

    private static int[] Order(double[] voted) => [.. Enumerable.Range(0, voted.Length).OrderByDescending(row => voted[row])];

    private static ulong Hash(string text) =>
        Encoding.ASCII.GetBytes(text).Aggregate(14695981039346656037UL, (hash, b) => (hash ^ b) * 1099511628211UL);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static double[][] Experts(int rows, int range) =>
        [.. Enumerable.Range(0, 3).Select(e => Enumerable.Range(0, rows)
            .Select(i => (double)(Mix((ulong)(e * 1_000_003 + i)) % (ulong)range) + (e == 1 ? i * 3 * (range / 100) : 0)).ToArray())];
}
