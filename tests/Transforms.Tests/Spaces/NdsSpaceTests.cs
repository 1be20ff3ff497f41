using System.Globalization;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

public sealed class NdsSpaceTests
{
    private static readonly SearchSpace ResNet = SearchSpaces.NdsResNet;
    private static readonly SearchSpace ResNeXtA = SearchSpaces.NdsResNeXtA;

    [Test]
    public void Size_IsThePublishedOne()
    {
        Assert.That((long)ResNet.Size, Is.EqualTo(1_259_712));
        Assert.That((long)ResNeXtA.Size, Is.EqualTo(11_390_625));
    }

    [Test]
    public void Enumerate_ResNet_IsEveryArchitectureOnce()
    {
        var (count, last, ordered) = (0, -1L, true);
        foreach (var architecture in ResNet.Enumerate())
        {
            var code = architecture.Genes.Aggregate(0L, (sum, gene) => (sum * 12) + gene);
            ordered &= code > last;
            (count, last) = (count + 1, code);
        }

        Assert.That((count, ordered), Is.EqualTo((1_259_712, true)));
    }

    [Test]
    public void Enumerate_ResNeXtA_IsTooLarge() =>
        Assert.That(ResNeXtA.Enumerate, Throws.TypeOf<NotSupportedException>().With.Message.Contains("Sample"));

    [Test]
    public void Format_EveryEncoding_IsTheWrittenForm()
    {
        var resnet = ResNet.Parse("d1-6-16/w16-40-256");
        var resnext = ResNeXtA.Parse("d1-16-4/w16-64-256/b0.25-1-0.5/g1-2-4");

        Assert.That(ResNet.Format(resnet, "json"), Is.EqualTo("{\"ds\":[1,1,6,16],\"ws\":[16,16,40,256]}"));
        Assert.That(
            ResNet.Format(resnet, "ordered_dict"),
            Is.EqualTo("OrderedDict([('depths.0', 1), ('depths.1', 6), ('depths.2', 16), "
                + "('widths.0', 16), ('widths.1', 40), ('widths.2', 256)])"));
        Assert.That(
            ResNeXtA.Format(resnext, "json"),
            Is.EqualTo("{\"ds\":[1,1,16,4],\"ws\":[16,16,64,256],\"bot_muls\":[1,0.25,1,0.5],\"num_gs\":[1,1,2,4]}"));
        Assert.That(
            ResNeXtA.Format(resnext, "ordered_dict"),
            Does.EndWith("('bot_muls.0', 0.25), ('bot_muls.1', 1.0), ('bot_muls.2', 0.5), ('num_groups.0', 1), ('num_groups.1', 2), "
                + "('num_groups.2', 4)])"));
    }

    [Test]
    public void Format_UnderADecimalComma_IsTheSame()
    {
        var texts = Written();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.That(Written(), Is.EqualTo(texts));
            Assert.That(ResNeXtA.Parse(texts[0]).Text, Is.EqualTo(texts[0]));
            Assert.That(
                () => ResNeXtA.Parse("d1-16-4/w16-64-256/b0.3-1-1/g1-1-1"),
                Throws.TypeOf<FormatException>().With.Message.Contains("0.3 is not one of 0.25, 0.5, 1"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string[] Written()
        {
            var architecture = ResNeXtA.Parse("d1-16-4/w16-64-256/b0.25-1-0.5/g1-2-4");
            return [.. ResNeXtA.Encodings.Select(e => ResNeXtA.Format(architecture, e.Name)), ResNeXtA.GeneName(6, 0)];
        }
    }

    [TestCase("d1-6-16/w16-41-256", "width of stage 2: 41 is not one of 16, 24, 32, 40")]
    [TestCase("d1-6-5/w16-40-256", "depth of stage 3: 5 is not one of 1, 2, 3, 4, 6, 8, 12, 16, 24")]
    [TestCase("d1-6/w16-40-256", "expected 3 numbers joined by '-'")]
    [TestCase("d1-6-x/w16-40-256", "'x' is not a number")]
    [TestCase("d1-6-16/w16-40-256/b1-1-1/g1-1-1", "is not of the form d1-2-3/w16-24-32")]
    [TestCase("OrderedDict([('depths.0', 1)])", "depths.1 is missing")]
    [TestCase("OrderedDict([('depths.0', 1), ('depths.0', 1)])", "depths.0 is given twice")]
    [TestCase("{\"ds\": [1, 2, 3], \"ws\": [16, 16, 16, 16]}", "ds must be a list of 4 numbers, the stem's first")]
    [TestCase("{\"net\": 3}", "\"net\" is no JSON object")]
    [TestCase("{\"ds\": ", "a value is expected at character 7, the end")]
    public void Parse_Malformed_SaysWhatWhereAndWhatIsRight(string text, string message) =>
        Assert.That(() => ResNet.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void Neighbours_OfAny_ChangeOneChoice()
    {
        var architecture = ResNeXtA.Sample(1, 5)[0];
        var neighbours = ResNeXtA.Neighbours(architecture).ToList();

        Assert.That(neighbours.Select(n => n.Text).Distinct().Count(), Is.EqualTo(3 * (4 + 4 + 2 + 2)));
        Assert.That(neighbours.Select(n => n.Genes.Zip(architecture.Genes).Count(p => p.First != p.Second)), Is.All.EqualTo(1));
    }
}
