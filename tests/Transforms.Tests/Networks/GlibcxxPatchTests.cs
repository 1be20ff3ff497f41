using System.Buffers.Binary;
using NasPipelines.Networks.Native;

namespace NasPipelines.Tests.Networks;

[TestFixture]
public sealed class GlibcxxPatchTests
{
    [Test]
    public void Apply_ToTheRealLibrary_ChangesTheNeedAndOneSymbolOnly()
    {
        var original = Library();

        var patched = GlibcxxPatch.Apply(original);

        Assert.That(patched, Has.Length.EqualTo(original.Length));
        var changed = Enumerable.Range(0, original.Length).Where(i => original[i] != patched[i]).ToArray();
        // One flag, up to four bytes of a name's offset, up to two of a version index.
        Assert.That(changed, Has.Length.InRange(2, 7));
        Assert.That(changed.Count(i => patched[i] == (original[i] | 2)), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public void Apply_Twice_GivesTheSameBytes()
    {
        var once = GlibcxxPatch.Apply(Library());

        Assert.That(GlibcxxPatch.Apply(once), Is.EqualTo(once));
    }

    [Test]
    public void Apply_ToALibraryWithoutTheNeed_GivesItBack()
    {
        var library = Library();
        var name = library.AsSpan().IndexOf("GLIBCXX_3.4.32\0"u8);
        "GLIBCXX_3.4.21"u8.CopyTo(library.AsSpan(name));

        Assert.That(GlibcxxPatch.Apply(library), Is.EqualTo(library));
    }

    [Test]
    public void Apply_WhereAnotherSymbolOfTheVersionIsNeeded_NamesIt()
    {
        var library = Library();
        var name = library.AsSpan().IndexOf("_ZSt21ios_base_library_initv\0"u8);
        "_ZSt21ios_base_library_wxyzv"u8.CopyTo(library.AsSpan(name));

        Assert.That(
            () => GlibcxxPatch.Apply(library),
            Throws.TypeOf<InvalidDataException>().With.Message
                .Contains("_ZSt21ios_base_library_wxyzv").And.Message.Contains("GLIBCXX_3.4.32"));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(64)]
    [TestCase(100_000)]
    public void Apply_ToGarbage_SaysThatItIsNoElfFile(int length)
    {
        var garbage = new byte[length];
        new Random(length).NextBytes(garbage);

        Assert.That(() => GlibcxxPatch.Apply(garbage), Throws.TypeOf<InvalidDataException>().With.Message.Contains("ELF"));
    }

    [Test]
    public void Apply_ToAnotherMachinesLibrary_SaysWhichKindIsKnown()
    {
        var library = Library();
        BinaryPrimitives.WriteUInt16LittleEndian(library.AsSpan(18), 183); // AArch64

        Assert.That(() => GlibcxxPatch.Apply(library), Throws.TypeOf<InvalidDataException>().With.Message.Contains("x86-64"));
    }

    [Test]
    public void Apply_ToATruncatedLibrary_IsRefused()
    {
        var library = Library();

        Assert.That(
            () => GlibcxxPatch.Apply(library.AsSpan(0, library.Length / 2)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("section headers"));
    }

    [Test]
    public void Apply_ToDamagedHeadersAndTables_EndsOrIsRefused()
    {
        var library = Library();
        var random = new Random(7);
        var tables = 0x3890..0x40000; // .dynsym to .gnu.version_r of TorchSharp 0.107
        var refused = 0;
        for (var round = 0; round < 60; round++)
        {
            var damaged = (byte[])library.Clone();
            for (var i = 0; i < 200; i++)
            {
                damaged[random.Next(tables.Start.Value, tables.End.Value)] = (byte)random.Next(256);
                damaged[damaged.Length - 1 - random.Next(31 * 64)] = (byte)random.Next(256);
            }

            try
            {
                GlibcxxPatch.Apply(damaged);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.Positive);
    }

    private static byte[] Library()
    {
        if (!OperatingSystem.IsLinux() || LibTorch.FindOriginal() is not { } original)
        {
            Assert.Ignore("needs TorchSharp's native library for Linux beside the tests");
            return [];
        }

        return File.ReadAllBytes(original);
    }
}
