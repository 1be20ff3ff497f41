using NasPipelines.Files.Pickles;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Files.Pickles;

internal sealed class TorchFileTests
{
    private const string Zip = "nb201/000011-FULL.tensors.sample.pth";
    private const string Legacy = "nb201/000011-FULL.tensors.sample.legacy.pth";

    [TestCase(Zip)]
    [TestCase(Legacy)]
    public void Read_Tensors_HaveTheListedValues(string name)
    {
        var file = TorchFile.Read(TestData.Fixture(name), skip: null, long.MaxValue, withStorages: true);
        var weights = new PickleNode(name, file.Root)["full"]["all_results"].Entries
            .Select(entry => entry.Value["net_state_dict"]).Single(node => !node.IsNone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(weights.Dictionary.Entries, Has.Count.EqualTo(13));
            Assert.That(Values("stem.0.weight")[..3], Is.EqualTo(new[] { -0.8201345205, 0.3956311643, 0.8989084959 }).Within(1e-9));
            Assert.That(Tensor("view.t").Size, Is.EqualTo(new[] { 6, 4 }));
            Assert.That(Tensor("view.t").Stride, Is.EqualTo(new[] { 1, 6 }));
            Assert.That(Values("view.t")[4..8], Is.EqualTo(new[] { 1, 7, 13, 19 }));
            Assert.That(Tensor("view.slice").Offset, Is.EqualTo(6));
            Assert.That(Values("view.slice"), Is.EqualTo(new[] { 6, 7, 8, 9, 10, 11 }));
            Assert.That(Values("stem.1.num_batches_tracked"), Is.EqualTo(new[] { 39200 }));
            Assert.That(Values("ints"), Is.EqualTo(new[] { -1, 1099511627776 }));
            Assert.That(Values("classifier.weight")[..4], Is.EqualTo(new[] { 0.6337890625, 1.00390625, -2.1875, -0.99267578125 }));
        }

        TorchTensor Tensor(string key) => (TorchTensor)weights[key].Value.Content!;

        double[] Values(string key) => Tensor(key).Values(file.Storages[Tensor(key).Storage.Key]);
    }

    [TestCase(Zip)]
    [TestCase(Legacy)]
    public void Read_WithSkip_DoesNotKeepWeights(string name)
    {
        var file = TorchFile.Read(TestData.Fixture(name), key => key == "net_state_dict", long.MaxValue);
        var results = new PickleNode(name, file.Root)["full"]["all_results"].Entries.ToList();
        Assert.That(results.Select(entry => entry.Value.Find("net_state_dict")), Is.All.Null);
    }
}
