using System.Reflection;
using System.Text.RegularExpressions;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>What is said to who typed a command speaks of the command: its flags, not the members of the library.</summary>
internal sealed partial class WrongUseTests
{
    private static readonly HashSet<string> Members = [.. new[]
        {
            typeof(NasCatalog).Assembly, typeof(Spaces.SearchSpaces).Assembly, typeof(Trainers.Embedded.TinyBench).Assembly,
        }
        .SelectMany(assembly => assembly.GetExportedTypes())
        .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(member => member.Name).Append(type.Name.Split('`')[0]))
        .Where(name => Pascal().IsMatch(name))];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFiles()
    {
        _folder = new TemporaryFolder();
        Write("t.csv", "arch,truth,x\n333333,1,3\nssssss,2,2\n3ssss3,3,5\n333nnn,3,4\n");
        Write("unnamed.csv", "cell,truth,x\n333333,1,3\nssssss,2,2\n");
        Write("nan.csv", "arch,truth,x\n333333,1,N/A\nssssss,2,2\n");
        Write("holes.csv", "arch,truth,x\n333333,,1\nssssss,2,\n3ssss3,3,5\n");
        Write("text.csv", "arch,truth,note\n333333,1,big\nssssss,2,small\n");
        Write("other.csv", "arch,truth2\n111111,1\npppppp,2\n");
        Write("twice.csv", "arch,truth2\n333333,1\n333333,2\n");
        Write("semicolon.csv", "arch;truth\n333333;1\nssssss;2\n");
        Write("empty.csv", "");
        Write("bad.json", "{");
        Write("not.onnx", "no model");
        Write("not.supernet", "no checkpoint");
        Write("not.journal", "no journal, and longer than a header of a hundred bytes, which the library reads first of all here");
        Write("images.bin", new string('x', 3073 * 4));
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("score nasbench201 --sample 2 --proxies snip --images tiny --batch-size 5000 --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images tiny --batch-size 4096 --batches 60 --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images tiny --batches 100 --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --seeds 1,1 --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --seeds a --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images images.bin --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images images.bin --image-format npy --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images images.bin --image-format idx --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images . --image-format pngfolders --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies snip --images t.csv --image-format cifar10python --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params,params --compat nothing --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --initialisation zero --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --images tiny --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --model not.onnx --images tiny --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --model t.csv --images tiny --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --journal not.journal --resume --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --resume --output o.tsv")]
    [TestCase("score nasbench301 --proxies params --output o.tsv")]
    [TestCase("score t.csv --space nasbench101 --proxies params --output o.tsv")]
    [TestCase("score t.csv --space nds-resnet --proxies params --output o.tsv")]
    [TestCase("score empty.csv --space nasbench201 --proxies params --output o.tsv")]
    [TestCase("score bad.json --space nasbench201 --proxies params --output o.tsv")]
    [TestCase("score not.onnx --space nasbench201 --proxies params --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --output none/o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --output o.png")]
    [TestCase("score nasbench201 --sample 2 --proxies params --channels 0 --output o.tsv")]
    [TestCase("score nasbench201 --sample 2 --proxies params --channels x --output o.tsv")]
    [TestCase("score nasbench201 --sample 99999 --proxies params --output o.tsv")]
    [TestCase("evaluate t.csv --space nasbench201 --truth truth --scores x --k 0")]
    [TestCase("evaluate t.csv --space nasbench201 --truth truth --scores x --missing-truth maybe")]
    [TestCase("evaluate t.csv --space nasbench201 --truth truth --scores truth,truth")]
    [TestCase("evaluate t.csv --space nasbench201 --truth arch --scores x")]
    [TestCase("evaluate t.csv --space nasbench201 --truth truth --scores y")]
    [TestCase("evaluate t.csv --space nasbench201 --truth truth")]
    [TestCase("evaluate t.csv --space nasbench201 --scores x")]
    [TestCase("evaluate t.csv --space nasbench202 --truth truth --scores x")]
    [TestCase("evaluate holes.csv --space nasbench201 --truth truth --scores x")]
    [TestCase("evaluate holes.csv --space nasbench201 --truth truth --scores x --missing-truth drop --missing fail")]
    [TestCase("evaluate holes.csv --space nasbench201 --truth truth --scores x --missing fail")]
    [TestCase("evaluate text.csv --space nasbench201 --truth note --scores truth")]
    [TestCase("evaluate nothere.csv --space nasbench201 --truth truth --scores x")]
    [TestCase("evaluate --sample 1")]
    [TestCase("evaluate --sample 421")]
    [TestCase("report t.csv --space nasbench201 --truth truth --scores x --output r.pdf")]
    [TestCase("report t.csv --space nasbench201 --truth truth --scores y --output r.html")]
    [TestCase("report t.csv --space nasbench201 --truth truth --scores x --seconds x=fast --output r.html")]
    [TestCase("report t.csv --space nasbench201 --truth truth --scores x --seconds y=1 --output r.html")]
    [TestCase("report t.csv --space nasbench201 --with other.csv --truth truth --scores x --output r.html")]
    [TestCase("report t.csv --space nasbench201 --with twice.csv --truth truth --scores x --output r.html")]
    [TestCase("report t.csv --space nasbench201 --with t.csv --truth truth --scores x --output r.html")]
    [TestCase("report t.csv --space nasbench201 --truth truth --scores x --resamples 1 --output r.html")]
    [TestCase("report holes.csv --space nasbench201 --truth truth --scores x --output r.html")]
    [TestCase("export nasbench301 --output o.tsv")]
    [TestCase("export --architecture 333333 --model not.onnx --output o.onnx")]
    [TestCase("export --architecture 333333 --output o.onnx")]
    [TestCase("describe nasbench201 33333")]
    [TestCase("describe nasbench301 333333")]
    [TestCase("train --space nasbench201 --images tiny --output o.onnx --learning-rate -1")]
    [TestCase("train --space nasbench101 --images tiny --output o.onnx")]
    [TestCase("train --space nasbench201 --images tiny --output o.onnx --sampler best")]
    [TestCase("train --space nasbench201 --images t.csv --output o.onnx")]
    [TestCase("train --space nasbench201 --images tiny --output o.bin")]
    [TestCase("tabulate --space nasbench201 --images tiny --sample 20000 --output o.tsv")]
    [TestCase("tabulate --space nasbench201 --images tiny --sample 1 --learning-rate 0 --output o.tsv")]
    [TestCase("tabulate --space nasbench999 --images tiny --sample 1 --output o.tsv")]
    [TestCase("average not.supernet --output o.onnx")]
    [TestCase("average nothere.supernet --output o.onnx")]
    [TestCase("convert t.csv --benchmark nasbench101 --output o.tsv")]
    [TestCase("convert t.csv --benchmark nasbench201 --output o.tsv")]
    [TestCase("convert t.csv --benchmark nasbench301 --output o.tsv")]
    [TestCase("convert t.csv --benchmark nobench --output o.tsv")]
    [TestCase("convert t.csv --benchmark nasbench101 --seeds one --output o.tsv")]
    [TestCase("convert nothere --benchmark nasbench101 --dataset mnist --output o.tsv")]
    [TestCase("verify not.journal")]
    [TestCase("verify nothere.journal")]
    [TestCase("verify t.csv --tolerance -1")]
    [TestCase("merge not.journal --output m.journal")]
    [TestCase("merge nothere.journal --output m.journal")]
    [TestCase("completion fish")]
    [TestCase("estimators --workers 5000")]
    [TestCase("spaces --quiet --verbose")]
    [TestCase("spaces --log-file none/log")]
    public async Task Message_OfAWrongUse_NamesNoMemberOfTheLibrary(string arguments)
    {
        var run = await Nas.Run([.. arguments.Split(' ').Select(a => IsPath(a) ? _folder.File(a) : a)]);

        var said = run.Error.Replace(_folder.File("."), "", StringComparison.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1).Or.EqualTo(2), run.Error);
            Assert.That(Pascal().Matches(said).Select(m => m.Value).Where(Members.Contains), Is.Empty, said);
            Assert.That(said, Does.Not.Contain("System.").And.Not.Contain("Exception").And.Not.Contain("should not happen"));
            Assert.That(
                said.TrimEnd().Split('\n').Where(line => !line.Contains("warning:", StringComparison.Ordinal)), Has.Exactly(1).Items, said);
        }
    }

    private static bool IsPath(string argument) =>
        argument is "." or "nothere" || argument.Contains('/', StringComparison.Ordinal) || FileName().IsMatch(argument);

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    // Several words that begin with a capital, as members have them; column names and words in quotes are who typed them.
    [GeneratedRegex(@"(?<![\w'./-])[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?![\w'./-])", RegexOptions.CultureInvariant)]
    private static partial Regex Pascal();

    [GeneratedRegex(@"^\w+\.[a-z]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
