using NasPipelines.Architectures;
using NasPipelines.Networks;
using NUnit.Framework;

namespace NasPipelines.TestKit.Conformance;

/// <summary>What every search space has to hold. Derive a fixture, name a space, and run it on your own as well.</summary>
/// <param name="space">The search space.</param>
public abstract class SearchSpaceConformance(SearchSpace space)
{
    private readonly IReadOnlyList<Architecture> _sample = space.Sample((int)System.Numerics.BigInteger.Min(space.Size, 200), 1);

    /// <summary>Every encoding reads what it writes.</summary>
    [Test]
    public void Parse_OfFormat_RoundTripsInEveryEncoding()
    {
        foreach (var encoding in space.Encodings)
        {
            foreach (var architecture in _sample)
            {
                Assert.That(space.Parse(space.Format(architecture, encoding.Name)).Text, Is.EqualTo(architecture.Text), encoding.Name);
            }
        }
    }

    /// <summary>Equality, hashes and canonical forms agree.</summary>
    [Test]
    public void Equality_OfAnyTwo_IsThatOfCanonicalForms()
    {
        foreach (var (a, b) in _sample.Zip(_sample.Skip(1)))
        {
            Assert.That(a == b, Is.EqualTo(a.Canonical == b.Canonical));
            Assert.That(space.Parse(a.Text), Is.EqualTo(a));
            Assert.That(space.Parse(a.Text).GetHashCode(), Is.EqualTo(a.GetHashCode()));
        }
    }

    /// <summary>A class has one representative, which is a member of it.</summary>
    [Test]
    public void Representative_IsAMemberAndItsOwnRepresentative()
    {
        foreach (var architecture in _sample)
        {
            var representative = space.Representative(architecture);
            Assert.That(representative, Is.EqualTo(architecture));
            Assert.That(space.Representative(representative).Text, Is.EqualTo(representative.Text));
        }
    }

    /// <summary>Neighbourhood is symmetric and never contains the architecture itself.</summary>
    [Test]
    public void Neighbours_AreSymmetric()
    {
        foreach (var architecture in _sample.Take(5))
        {
            foreach (var neighbour in space.Neighbours(architecture))
            {
                Assert.That(neighbour.Text, Is.Not.EqualTo(architecture.Text));
                Assert.That(space.Neighbours(neighbour).Any(n => n.Text == architecture.Text), neighbour.Text);
            }
        }
    }

    /// <summary>The graph passes keep the cost of what is live, and dead edges never cost less when kept.</summary>
    [Test]
    public void BuildNetwork_DeadEdges_OnlyAddCost()
    {
        foreach (var architecture in _sample.Take(50))
        {
            var declared = NetworkCost.Of(space.BuildNetwork(architecture));
            var active = NetworkCost.Of(space.BuildNetwork(architecture, new NetworkOptions { DropDeadEdges = true }));
            Assert.That(active.Parameters, Is.LessThanOrEqualTo(declared.Parameters));
            Assert.That(active.Macs, Is.LessThanOrEqualTo(declared.Macs));
        }
    }

    /// <summary>A cost that is counted without the network is the network's.</summary>
    [Test]
    public void Cost_OfAnyArchitecture_IsThatOfItsNetwork()
    {
        NetworkOptions[] options = [new(), new() { Channels = 8, CellsPerStage = 1, Classes = 7, DropDeadEdges = true }];
        foreach (var (architecture, size) in _sample.Take(20).SelectMany(a => options.Select(o => (a, o))))
        {
            Assert.That(space.Cost(architecture, size), Is.EqualTo(NetworkCost.Of(space.BuildNetwork(architecture, size))), architecture.Text);
        }
    }

    /// <summary>The same architecture gives the same graph, its logits last, one per class.</summary>
    [Test]
    public void BuildNetwork_Twice_IsTheSameWithALogitPerClass()
    {
        var options = new NetworkOptions { Classes = 7 };
        var first = space.BuildNetwork(_sample[0], options);
        var second = space.BuildNetwork(_sample[0], options);

        Assert.That(second.Nodes.Select(n => (n.Name, n.Operation)), Is.EqualTo(first.Nodes.Select(n => (n.Name, n.Operation))));
        Assert.That(first.Nodes[first.Output].Shape.Channels, Is.EqualTo(7));
    }

    /// <summary>A text that is no architecture is refused with the space's name or the part at fault.</summary>
    [TestCase("")]
    [TestCase("no architecture at all")]
    [TestCase("|||||||")]
    [TestCase("-1")]
    public void Parse_Nonsense_IsAFormatException(string text) => Assert.That(() => space.Parse(text), Throws.TypeOf<FormatException>());
}
