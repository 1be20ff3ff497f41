using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Tests.Spaces;

/// <summary>Architectures as other tools, and later versions of them, write them.</summary>
internal sealed class NotationTests
{
    private static readonly SearchSpace[] Spaces = [.. SearchSpaces.All, SearchSpaces.NasBench1Shot1Sub1, SearchSpaces.NasBench1Shot1Sub2];

    private static readonly string[] Wrappers = ["'{0}'", "\"{0}\"", "np.str_('{0}')", "numpy.str_(\"{0}\")", "['{0}']", "('{0}',)",
        "array(['{0}'], dtype=object)", "np.array(['{0}'], dtype='<U120')", "  {0} \n"];

    private static IEnumerable<TestCaseData> Encodings() => Spaces.SelectMany(space => space.Encodings.Select(encoding =>
        new TestCaseData(space, encoding).SetArgDisplayNames(space.Name, encoding.Name)));

    [TestCaseSource(nameof(Encodings))]
    public void Parse_ByName_ReadsWhatFormatWrites(SearchSpace space, ArchitectureEncoding encoding)
    {
        foreach (var architecture in space.Sample(50, 7))
        {
            var text = space.Format(architecture, encoding.Name);
            Assert.That(space.Parse(text, encoding.Name).Text, Is.EqualTo(architecture.Text), text);
            Assert.That(space.Parse(text, encoding.Name.ToUpperInvariant()).Text, Is.EqualTo(architecture.Text), text);
        }
    }

    // What is wrapped is a text; a form with quotes of both kinds cannot be.
    [TestCaseSource(nameof(Encodings))]
    public void Parse_InQuotesOrAnArrayOfOne_ReadsWhatIsInside(SearchSpace space, ArchitectureEncoding encoding)
    {
        foreach (var architecture in space.Sample(10, 8))
        {
            var text = space.Format(architecture, encoding.Name);
            foreach (var wrapper in Wrappers.Where(wrapper => !HasQuotes(text) || !HasQuotes(wrapper)))
            {
                var wrapped = string.Format(System.Globalization.CultureInfo.InvariantCulture, wrapper, text);
                Assert.That(space.Parse(wrapped, encoding.Name).Text, Is.EqualTo(architecture.Text), wrapped);
            }
        }
    }

    private static bool HasQuotes(string text) => text.AsSpan().ContainsAny('\'', '"');

    private static IEnumerable<TestCaseData> Styles() =>
        from space in Spaces
        from encoding in space.Encodings.OfType<LiteralEncoding>()
        from style in LiteralStyles.All.Keys
        select new TestCaseData(space, encoding, style).SetArgDisplayNames(space.Name, encoding.Name, style);

    [TestCaseSource(nameof(Styles))]
    public void Parse_InEveryStyleOfLiterals_IsTheSameArchitecture(SearchSpace space, ArchitectureEncoding encoding, string style)
    {
        foreach (var architecture in space.Sample(20, 9))
        {
            var literal = LiteralReader.Read(space.Format(architecture, encoding.Name));
            if (literal.Kind == LiteralKind.Number)
            {
                return; // a position is a word of digits
            }

            var text = LiteralStyles.All[style](literal);
            Assert.That(space.Parse(text, encoding.Name).Text, Is.EqualTo(architecture.Text), text);
            if (encoding.Recognises(text))
            {
                Assert.That(space.Parse(text).Text, Is.EqualTo(architecture.Text), $"by its looks: {text}");
            }
        }
    }

    [TestCase("nasbench201", "{'0_1': 'avg_pool_3x3', '0_2': 'conv_1x1'}",
        "read as an nni dictionary (a dictionary): the key '1_2' is missing")]
    [TestCase("nasbench201", "OrderedDict([('0_1', 'avg_pool_3x3'), ('0_1', 'none')])", "0_1 is given twice")]
    [TestCase("nasbench201", "np.array([4, 0, 3, 1, 4])", "read as NASLib's six numbers (np.array(…)): expected 6 numbers, one per edge")]
    [TestCase("nasbench201", "[4 0 3 ... 1 4 3]", "the array was shortened when it was printed")]
    [TestCase("nasbench201", "[4, 0, 3, 1, 4, 3", "read as a literal of Python or JSON: brackets do not match: ']' is expected")]
    [TestCase("nasbench201", "[4, 0, 3 1, 4, 3]", "values are not separated alike")]
    [TestCase("nasbench201", "ss33x3", "read as the encoding 'letters': edge 1-3 has the unknown letter 'x'")]
    [TestCase("nasbench101", "{'matrix': [[0., 1.], [0., 0.]]}", "is not an architecture of nasbench101")]
    [TestCase("nasbench101", "{'matrix': [[0., 0.5], [0., 0.]], 'ops': ['input', 'output']}", "'0.5' in the adjacency matrix")]
    [TestCase("nasbench101", "{'op1': 'maxpool3x3', 'input1': [0], 'input2': [2]}",
        "read as an nni dictionary (a dictionary): input2: 2 is no vertex below 2")]
    [TestCase("nasbench301", "{'normal': [['sep_conv_3x3', 0]], 'reduce': []}",
        "read as a DARTS genotype (a dictionary): The normal cell needs 8")]
    [TestCase("nasbench301", "Genotype([('skip_connect', 0)], normal=[])", "normal is given twice")]
    [TestCase("nds-resnet", "OrderedDict({'depths.0': np.int64(5)})",
        "read as aw_nas's dictionary (OrderedDict(…)): it is not OrderedDict")]
    [TestCase("nats-sss", "[8, 16, 24, 32]", "read as a list of channels (a list): expected 5 channel counts")]
    public void Parse_Malformed_NamesTheNotationThatWasRecognised(string space, string text, string message) =>
        Assert.That(() => SearchSpaces.Get(space).Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [TestCase("nasbench101",
        "{\"module_adjacency\": [[0, 1, 1], [0, 0, 1], [0, 0, 0]], \"module_operations\": [\"input\", \"maxpool3x3\", \"output\"]}",
        "3/7/2")]
    [TestCase("nasbench101",
        "ModelSpec(matrix=np.array([[0., 1., 1.], [0., 0., 1.], [0., 0., 0.]]), ops=['input', 'maxpool3x3', 'output'])", "3/7/2")]
    [TestCase("nasbench101", "(array([[0, 1, 1],\n       [0, 0, 1],\n       [0, 0, 0]]), ['input', 'maxpool3x3', 'output'])", "3/7/2")]
    [TestCase("nasbench101", "[[False, True, True], [False, False, True], [False, False, False]], [input, maxpool3x3, output]", "3/7/2")]
    [TestCase("nasbench201", "Structure(4 nodes with |none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|)",
        "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")]
    [TestCase("nasbench201", "[[[\"none\", 0]], [[\"none\", 0], [\"none\", 1]], [[\"skip_connect\", 0], [\"none\", 1], [\"none\", 2]]]",
        "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")]
    [TestCase("nasbench201", "{(2, 3): 'none', (0, 1): 'none', (0, 2): 'none', (1, 2): 'none', (0, 3): 'skip_connect', (1, 3): 'none'}",
        "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")]
    [TestCase("nats-sss", "np.array([ 8, 16, 24, 32, 40])", "8:16:24:32:40")]
    public void Parse_NotationsOfOtherTools_AreTheArchitecture(string space, string text, string expected) =>
        Assert.That(SearchSpaces.Get(space).Parse(text).Text, Is.EqualTo(expected));

    [Test]
    public void Parse_TextOfAMegabyte_IsRefusedInALineOfItsStart()
    {
        var fault = Assert.Throws<FormatException>(() => SearchSpaces.NasBench301.Parse($"[{new string('\n', 1 << 20)}]"))!;
        Assert.That(fault.Message, Has.Length.LessThan(2000).And.Not.Contains('\n').And.Contains("characters, at most 65536"));
    }

    [Test]
    public void Encodings_ReadByNameOnly_AreTheOtherNumberings() => Assert.That(
        from space in Spaces
        from encoding in space.Encodings
        where !encoding.Recognises(space.Format(space.Sample(1, 1)[0], encoding.Name))
        select encoding.Name,
        Is.EqualTo(new[] { "autodl", "naslib_none" }));

    [Test]
    public void Parse_UnknownEncoding_ListsThoseThereAre() => Assert.That(
        () => SearchSpaces.NasBench201.Parse("ss3333", "autodarts"),
        Throws.ArgumentException.With.Message.Contains("autodarts").And.Message.Contains("letters, autodl"));

    // To an encoding of somebody's own, quotes may mean something.
    [Test]
    public void Parse_OwnEncodingOfQuotes_SeesThem()
    {
        var space = new QuotedSpace();
        var architecture = space.Sample(1, 1)[0];

        Assert.That(architecture.Text, Does.StartWith("'"));
        Assert.That(space.Parse(architecture.Text).Text, Is.EqualTo(architecture.Text));
        Assert.That(space.Parse(architecture.Text, "quoted").Text, Is.EqualTo(architecture.Text));
    }

    private sealed class QuotedSpace : ProductSpace
    {
        public override string Name => "quoted-space";

        public override IReadOnlyList<GeneChoice> Choices { get; } = [new("a", ["x", "y"]), new("b", ["x", "y", "z"])];

        public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } = [new Quoted()];

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            throw new NotSupportedException();
    }

    private sealed class Quoted : ArchitectureEncoding
    {
        public override string Name => "quoted";

        public override string Description => "'01': genes in quotes";

        public override bool Recognises(ReadOnlySpan<char> text) => text.Length == 4 && text[0] == '\'' && text[^1] == '\'';

        public override int[] Parse(string text) => [text[1] - '0', text[2] - '0'];

        public override string Format(ReadOnlySpan<int> genes) => $"'{genes[0]}{genes[1]}'";
    }
}
